namespace Tresen.Platform.Data;

/// <summary>Rules that the database itself keeps, and rows that it always has, beside the mapping of their table.</summary>
public interface ITriggers
{
    /// <summary>Statements that put them up and may be run again at each start.</summary>
    static abstract IEnumerable<string> Statements(bool postgres);
}

/// <summary>All triggers of the house, found by scan.</summary>
public static class Triggers
{
    /// <summary>What a person is called once they are erased, as SQL's <c>like</c> finds it in a text.</summary>
    const string Pseudonym = "%Person ____%";

    /// <summary>Whether a text is rewritten, in SQL: it is changed other than by emptying it or by putting a pseudonym where a person was
    /// named. What else is locked may have to be erased like that.</summary>
    public static string Rewrites(string column) => $"(new.{column} is distinct from old.{column} and new.{column} <> '' and new.{column} not like '{Pseudonym}')";

    /// <summary>The statements of every <see cref="ITriggers"/>.</summary>
    public static IEnumerable<string> All(bool postgres) =>
        from type in typeof(Triggers).Assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ITriggers))
        from statement in (IEnumerable<string>)type.GetMethod(nameof(ITriggers.Statements))!.Invoke(null, [postgres])!
        select statement;
}
