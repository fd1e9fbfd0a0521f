namespace CostSim.Logs;

/// <summary>Turns rows of one format into records.</summary>
internal interface ILogReader
{
    /// <summary>True where several rows of one id are parts of one message.</summary>
    bool Streams => false;

    /// <summary>True where a parent repeats the usage of its children.</summary>
    bool Nests => false;

    /// <summary>True for a bill, whose rows have no ids and are compared as a whole.</summary>
    bool IsBill => false;

    /// <summary>The record of a row; null for a row that is not usage.</summary>
    LogRecord? Read(LogRow row);
}
