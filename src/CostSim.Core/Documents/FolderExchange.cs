using System.Runtime.InteropServices;

namespace CostSim.Documents;

/// <summary>Exchanges two folders in one step, where the system can: nobody ever sees half of the one and half of the other.</summary>
internal static class FolderExchange
{
    private const int AtCurrentFolder = -100;
    private const uint LinuxExchange = 2, MacSwap = 2;

    /// <summary>False where the system or its file system cannot, or one of them is a mount point; then nothing was changed.</summary>
    public static bool Try(string a, string b)
    {
        try
        {
            return OperatingSystem.IsLinux() ? RenameAt2(AtCurrentFolder, a, AtCurrentFolder, b, LinuxExchange) == 0
                : OperatingSystem.IsMacOS() && RenameX(a, b, MacSwap) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "renameat2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameAt2(int fromFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string from, int toFolder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string to, uint flags);

    [DllImport("libc", EntryPoint = "renamex_np")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameX([MarshalAs(UnmanagedType.LPUTF8Str)] string from,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string to, uint flags);
}
