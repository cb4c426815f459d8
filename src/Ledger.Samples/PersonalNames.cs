namespace Ledger.Samples;

/// <summary>Family and given names with their pinyin. Given names fit the year of birth.</summary>
internal static class PersonalNames
{
    // Roughly sorted by frequency: earlier ones are drawn more often.
    private static readonly Bilingual[] Family = Parse("""
        王 Wang 李 Li 张 Zhang 刘 Liu 陈 Chen 杨 Yang 黄 Huang 赵 Zhao 吴 Wu 周 Zhou 徐 Xu 孙 Sun 马 Ma 朱 Zhu 胡 Hu 郭 Guo 何 He 林 Lin
        高 Gao 罗 Luo 郑 Zheng 梁 Liang 谢 Xie 宋 Song 唐 Tang 许 Xu 韩 Han 邓 Deng 冯 Feng 曹 Cao 彭 Peng 曾 Zeng 肖 Xiao 田 Tian 董 Dong
        潘 Pan 袁 Yuan 蔡 Cai 蒋 Jiang 余 Yu 于 Yu 杜 Du 叶 Ye 程 Cheng 魏 Wei 苏 Su 吕 Lyu 丁 Ding 任 Ren 卢 Lu 姚 Yao 沈 Shen 钟 Zhong
        姜 Jiang 崔 Cui 谭 Tan 陆 Lu 范 Fan 汪 Wang 廖 Liao 石 Shi 金 Jin 韦 Wei 贾 Jia 夏 Xia 方 Fang 熊 Xiong 白 Bai 孟 Meng 秦 Qin
        欧阳 Ouyang 司徒 Situ 上官 Shangguan
        """);

    private static readonly Bilingual[] OldWomen = Parse("""
        秀英 Xiuying 桂英 Guiying 秀兰 Xiulan 玉兰 Yulan 淑珍 Shuzhen 凤英 Fengying 桂兰 Guilan 玉梅 Yumei 素珍 Suzhen 秀珍 Xiuzhen
        桂芳 Guifang 玉芬 Yufen 淑华 Shuhua 惠兰 Huilan 月娥 Yue'e 金凤 Jinfeng 翠英 Cuiying 美玲 Meiling 雪琴 Xueqin 瑞芳 Ruifang
        """);

    private static readonly Bilingual[] OldMen = Parse("""
        建国 Jianguo 国强 Guoqiang 德明 Deming 志强 Zhiqiang 永康 Yongkang 福生 Fusheng 金山 Jinshan 长根 Changgen 文斌 Wenbin 家声 Jiasheng
        德胜 Desheng 国栋 Guodong 树林 Shulin 水生 Shuisheng 正华 Zhenghua 学良 Xueliang 庆丰 Qingfeng 宝林 Baolin 大勇 Dayong 祥云 Xiangyun
        """);

    private static readonly Bilingual[] Women = Parse("""
        丽 Li 敏 Min 静 Jing 燕 Yan 霞 Xia 艳 Yan 娟 Juan 芳 Fang 红梅 Hongmei 春燕 Chunyan 海燕 Haiyan 晓红 Xiaohong 丽娜 Lina 雪梅 Xuemei
        婷婷 Tingting 慧敏 Huimin 玲玲 Lingling 晓丽 Xiaoli 佳 Jia 倩 Qian 雅琴 Yaqin 文静 Wenjing 莉 Li 颖 Ying 梦琪 Mengqi 安娜 Anna
        """);

    private static readonly Bilingual[] Men = Parse("""
        伟 Wei 强 Qiang 磊 Lei 军 Jun 勇 Yong 杰 Jie 涛 Tao 超 Chao 明 Ming 刚 Gang 建华 Jianhua 志伟 Zhiwei 海涛 Haitao 晓东 Xiaodong
        文杰 Wenjie 俊 Jun 鹏 Peng 浩 Hao 立新 Lixin 宏伟 Hongwei 少华 Shaohua 国平 Guoping 凯 Kai 宇航 Yuhang 天佑 Tianyou 永辉 Yonghui
        """);

    private static readonly Bilingual[] Girls = Parse("""
        欣怡 Xinyi 梓涵 Zihan 诗涵 Shihan 雨桐 Yutong 可馨 Kexin 子萱 Zixuan 佳怡 Jiayi 思琪 Siqi 若汐 Ruoxi 语桐 Yutong 一诺 Yinuo 沐晴 Muqing
        依诺 Yinuo 雨萱 Yuxuan 艺涵 Yihan 紫涵 Zihan 安琪 Anqi 梦瑶 Mengyao 晨曦 Chenxi 书瑶 Shuyao 清妍 Qingyan 知夏 Zhixia
        """);

    private static readonly Bilingual[] Boys = Parse("""
        浩然 Haoran 子轩 Zixuan 宇轩 Yuxuan 浩宇 Haoyu 梓豪 Zihao 俊熙 Junxi 沐宸 Muchen 奕辰 Yichen 泽宇 Zeyu 博文 Bowen 思远 Siyuan 嘉懿 Jiayi
        煜城 Yucheng 子墨 Zimo 明哲 Mingzhe 皓轩 Haoxuan 睿 Rui 天宇 Tianyu 晨阳 Chenyang 景行 Jingxing 逸凡 Yifan 知远 Zhiyuan
        """);

    public static Bilingual DrawFamily(Xoshiro256 numbers) => Family[Math.Min(numbers.Below(Family.Length), numbers.Below(Family.Length))];

    public static Bilingual DrawGiven(Xoshiro256 numbers, Sex sex, int birthYear)
    {
        var names = (sex, birthYear) switch
        {
            (Sex.Female, < 1968) => OldWomen,
            (Sex.Male, < 1968) => OldMen,
            (Sex.Female, < 2005) => Women,
            (Sex.Male, < 2005) => Men,
            (Sex.Female, _) => Girls,
            _ => Boys,
        };
        return numbers.Pick(names);
    }

    private static Bilingual[] Parse(string pairs) =>
        [.. pairs.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(pair => new Bilingual(pair[0], pair[1]))];
}
