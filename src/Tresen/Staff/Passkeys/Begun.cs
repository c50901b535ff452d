namespace Tresen.Staff.Passkeys;

/// <summary>The second step of a passkey, where there was a first one.</summary>
static class Begun
{
    /// <summary>What it results in; null where nothing was begun at this browser, or more than five minutes ago: the framework throws then.</summary>
    public static async Task<T?> OrNull<T>(Func<Task<T>> step)
        where T : class
    {
        try
        {
            return await step();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
