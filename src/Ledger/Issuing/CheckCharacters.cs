namespace Ledger.Issuing;

/// <summary>Computes the check characters of identifiers in records. Each method takes the text without its check character. Stateless.</summary>
public static class CheckCharacters
{
    private const string Digits36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits31 = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const string Digits11 = "0123456789X";

    // GB 11714-1997, section 4: weights of the eight characters of an organisation code.
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>ISO 7064 MOD 11-2: the eighteenth character of a resident identity number (GB 11643-1999), a digit or <c>X</c>.</summary>
    public static char Mod11Radix2(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        foreach (var digit in digits)
        {
            sum = (sum + ValueOf(digit, Digits11)) * 2 % 11;
        }

        return Digits11[(12 - sum) % 11];
    }

    /// <summary>ISO 7064 MOD 37,36: the last part of an electronic licence identifier (GB/T 36904-2018), computed over the joined parts.</summary>
    public static char Mod37And36(ReadOnlySpan<char> text) => Hybrid(text, 36);

    /// <summary>ISO 7064 MOD 11,10 over decimal digits.</summary>
    public static char Mod11And10(ReadOnlySpan<char> digits) => Hybrid(digits, 10);

    /// <summary>GB 32100-2015: the eighteenth character of a unified social credit code, MOD 31 with powers of three as weights.</summary>
    public static char SocialCredit(ReadOnlySpan<char> text)
    {
        var sum = 0;
        var weight = 1;
        foreach (var character in text)
        {
            sum = (sum + ValueOf(character, Digits31) * weight) % 31;
            weight = weight * 3 % 31;
        }

        return Digits31[(31 - sum) % 31];
    }

    /// <summary>GB 11714-1997: the ninth character of an organisation code, which is the seventeenth of a unified social credit code.</summary>
    public static char OrganisationCode(ReadOnlySpan<char> eight)
    {
        var sum = 0;
        for (var i = 0; i < eight.Length; i++)
        {
            sum += ValueOf(eight[i], Digits36) * OrganisationWeights[i];
        }

        return (11 - sum % 11) switch
        {
            10 => 'X',
            11 => '0',
            var digit => Digits36[digit],
        };
    }

    // ISO/IEC 7064:2003, hybrid systems: moduli M + 1 and M.
    private static char Hybrid(ReadOnlySpan<char> text, int modulus)
    {
        var product = modulus;
        foreach (var character in text)
        {
            var sum = (product + ValueOf(character, Digits36)) % modulus;
            product = (sum == 0 ? modulus : sum) * 2 % (modulus + 1);
        }

        return Digits36[(modulus + 1 - product) % modulus];
    }

    private static int ValueOf(char character, string alphabet)
    {
        var value = alphabet.IndexOf(character, StringComparison.Ordinal);
        return value >= 0 ? value : throw new ArgumentException($"The character U+{(int)character:X4} is not in the alphabet.", nameof(character));
    }
}
