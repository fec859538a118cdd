namespace TradingAgent.Runtime.Journal;

/// <summary>
/// The folder everything durable lives in, held by one process at a time through a lock file. Secrets never enter it.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>Below this a run does not start.</summary>
    public const long FreeBytesMin = 1L << 30;

    private const string LockName = "agent.lock";

    private readonly FileStream? _lock;

    private DataFolder(string root, FileStream? held)
    {
        Root = root;
        _lock = held;
    }

    public string Root { get; }

    /// <summary>Journal segments.</summary>
    public string Journal => Path.Combine(Root, "journal");

    /// <summary>Command log segments.</summary>
    public string Commands => Path.Combine(Root, "commands");

    public string Snapshots => Path.Combine(Root, "snapshots");

    /// <summary>One manifest for each run.</summary>
    public string Runs => Path.Combine(Root, "runs");

    /// <summary>Makes the folder where needed and takes its lock.</summary>
    /// <exception cref="DataFolderException">Another process holds it, it cannot be made or written, or the disk is
    /// almost full.</exception>
    public static DataFolder Open(string root, long freeBytesMin = FreeBytesMin)
    {
        root = Make(root);
        DataFolder folder;
        try
        {
            folder = new DataFolder(root, Lock(Path.Combine(root, LockName)));
            foreach (string part in new[] { folder.Journal, folder.Commands, folder.Snapshots, folder.Runs })
                Directory.CreateDirectory(part);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new DataFolderException($"The data folder {root} cannot be written: {error.Message}");
        }
        long free = folder.FreeBytes;
        if (free >= freeBytesMin) return folder;
        folder.Dispose();
        throw new DataFolderException(
            $"The disk of the data folder {root} has {free >> 20} MiB free and {freeBytesMin >> 20} MiB are needed " +
            "to start. Free some space or name another folder with --data.");
    }

    /// <summary>Makes the folder where it is not there yet; gives its whole path.</summary>
    /// <exception cref="DataFolderException">It cannot be made: a file has its name, say.</exception>
    public static string Make(string root)
    {
        try
        {
            return Directory.CreateDirectory(root).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string what = File.Exists(root) ? "it is a file" : error.Message;
            throw new DataFolderException(
                $"The data folder «{root}» cannot be made: {what}. Name another folder with --data, or make it " +
                "yourself, writable for this user.");
        }
    }

    /// <summary>The folder for reading alone: no lock, nothing is made.</summary>
    /// <exception cref="DataFolderException">There is no journal in it.</exception>
    public static DataFolder ForReading(string root)
    {
        DataFolder folder = new(Path.GetFullPath(root), null);
        if (Directory.Exists(folder.Journal)) return folder;
        throw new DataFolderException(Directory.Exists(folder.Root)
            ? $"{folder.Root} holds no journal. Name the data folder of a run."
            : $"There is no folder {folder.Root}. Name the data folder of a run.");
    }

    /// <summary>True while a process holds the folder's lock; it need not be one that answers.</summary>
    public static bool IsHeld(string root)
    {
        try
        {
            using FileStream free = new(
                Path.Combine(root, LockName), FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Bytes free on its disk.</summary>
    public long FreeBytes => new DriveInfo(Root).AvailableFreeSpace;

    public void Dispose() => _lock?.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            FileStream held = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
            held.Flush();
            return held;
        }
        catch (IOException error)
        {
            throw new DataFolderException(
                $"Another agent uses this data folder ({path} is locked): {error.Message} Stop it, or name another " +
                "folder with --data.");
        }
    }
}
