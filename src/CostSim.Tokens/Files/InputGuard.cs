using CostSim.Units;

namespace CostSim.Files;

/// <summary>
/// The border around readers of files: a value of another type, out of range or absent makes the libraries below throw, and here it becomes
/// an error with its place and a remedy. What a reader refuses itself, and what the disk refuses, passes as it is.
/// </summary>
internal static class InputGuard
{
    /// <summary>Reads; <paramref name="what"/> says what the file should be, as in <c>a usage log</c>.</summary>
    public static T Read<T>(Func<Location> at, string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (RuleException broken)
        {
            throw new InputException(at(), broken.Message);
        }
        catch (Exception broken) when (IsMalformed(broken))
        {
            throw new InputException(at(), Words(what, broken));
        }
    }

    public static T Read<T>(string file, string what, Func<T> read) => Read(() => Location.Of(file), what, read);

    /// <summary>The same for items that are read one by one; the place is that of the item that was read last.</summary>
    public static IEnumerable<T> Each<T>(IEnumerable<T> items, Func<Location> at, string what)
    {
        using var each = items.GetEnumerator();
        while (Read(at, what, each.MoveNext))
            yield return each.Current;
    }

    /// <summary>What is said of content that a reader did not foresee.</summary>
    public static string Words(string what, Exception broken) =>
        $"is not {what} that can be read: something in it is missing, of another type or out of range ({Kind(broken)}); write or export it "
        + $"again, or leave it out";

    /// <summary>The first line of what a library says of a broken file; of what .NET throws, whose words mean nothing to a reader, the kind alone.</summary>
    public static string ReasonOf(Exception broken) => IsMalformed(broken) && broken is not (System.Text.Json.JsonException or System.Xml.XmlException)
        ? $"something in it is {Kind(broken)}"
        : broken.Message.Split('\n')[0].Trim().TrimEnd('.');

    /// <summary>Whether an exception tells of the content that was read, not of the machine or of a wish to stop.</summary>
    public static bool IsMalformed(Exception broken) =>
        broken is FormatException or OverflowException or ArithmeticException or InvalidOperationException
        or ArgumentException or KeyNotFoundException or IndexOutOfRangeException or InvalidCastException or NullReferenceException
        or NotSupportedException or System.Text.Json.JsonException or System.Xml.XmlException;

    private static string Kind(Exception broken) => broken switch
    {
        OverflowException or ArgumentOutOfRangeException or IndexOutOfRangeException => "out of range",
        FormatException => "not the form that was expected",
        KeyNotFoundException or NullReferenceException => "missing",
        _ => "another type",
    };
}
