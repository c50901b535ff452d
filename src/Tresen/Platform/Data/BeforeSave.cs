using System.Reflection;

namespace Tresen.Platform.Data;

/// <summary>What a slice to the right adds to a save because of what is in it: the job that tells of an event, in the same
/// save as the event. Found by scan.</summary>
public interface IBeforeSave
{
    /// <summary>Looks at what is about to be saved and adds to it.</summary>
    static abstract void Add(TresenDb db, DateTimeOffset now);
}

/// <summary>All of them.</summary>
static class BeforeSave
{
    static readonly IReadOnlyList<Action<TresenDb, DateTimeOffset>> All =
    [
        .. from type in typeof(BeforeSave).Assembly.GetTypes()
           where type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBeforeSave))
           select type.GetMethod(nameof(IBeforeSave.Add), BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Action<TresenDb, DateTimeOffset>>(),
    ];

    public static void Add(TresenDb db, DateTimeOffset now)
    {
        // Each look at the entries would search all of them for changes; what is added here needs no search.
        var tracker = db.ChangeTracker;
        var detects = tracker.AutoDetectChangesEnabled;
        tracker.DetectChanges();
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var add in All)
            {
                add(db, now);
            }
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = detects;
        }
    }
}
