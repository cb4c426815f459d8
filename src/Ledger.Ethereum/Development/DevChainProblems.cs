using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Development;

/// <summary>The reasons why the embedded chain cannot run, in both languages. Each says what to do. Stateless.</summary>
internal static class DevChainProblems
{
    /// <summary>Node.js or npm is not installed, or not at the given path.</summary>
    public static FaultException NodeMissing(string program, Exception inner) => Create(
        $"找不到 {program}：请安装 Node.js 20 或更高版本，或在配置中填写一个已有链的地址。",
        $"{program} was not found: install Node.js 20 or later, or configure the address of a chain that is already there.",
        inner);

    /// <summary>npm cannot reach its registry, which the first start needs.</summary>
    public static FaultException NpmUnreachable(string code) => Create(
        $"无法连接 npm 仓库（{code}），首次启动需要它来下载开发链：请检查网络或 npm 的 registry 与代理设置后重试。",
        $"npm cannot reach its registry ({code}), which the first start needs for the development chain: "
        + "check the network, or npm's registry and proxy settings, and start again.");

    /// <summary>npm ran and failed for another reason.</summary>
    public static FaultException NpmFailed(string code) => Create(
        $"npm 安装开发链失败（{code}）：请删除数据目录下的 chain/anvil 后重试，并确认 npm 可用。",
        $"npm could not install the development chain ({code}): delete chain/anvil in the data directory, make sure npm works, and start again.");

    /// <summary>npm has no anvil for this system, or there is none at the given path.</summary>
    public static FaultException AnvilMissing(string system) => Create(
        $"没有适用于此系统（{system}）的 anvil：请自行安装 Foundry 的 anvil 并在配置中填写其路径，或填写一个已有链的地址。",
        $"There is no anvil for this system ({system}): install Foundry's anvil and configure its path, or configure the address of a chain that is already there.");

    /// <summary>The requested port is in use.</summary>
    public static FaultException PortTaken(int port) => Create(
        $"开发链的端口 {port} 已被占用：请停止占用它的程序，或换一个端口。",
        $"The development chain's port {port} is in use: stop the program that uses it, or choose another port.");

    /// <summary>The data directory cannot be written.</summary>
    public static FaultException DirectoryNotWritable(string directory, Exception inner) => Create(
        $"无法写入目录 {directory}：请检查权限与磁盘空间。",
        $"The directory {directory} cannot be written: check its permissions and the free space.",
        inner);

    /// <summary>The process ended or did not answer in time.</summary>
    public static FaultException DidNotStart(string why) => Create(
        $"开发链没有启动（{why}）：请查看 chain/state.json 是否损坏，或移走数据目录下的 chain 目录重新开始。",
        $"The development chain did not start ({why}): see whether chain/state.json is damaged, or move the chain directory away to start again.");

    private static FaultException Create(string chinese, string english, Exception? inner = null) =>
        new(StartUpFaults.DevChain, chinese + " " + english, inner);
}
