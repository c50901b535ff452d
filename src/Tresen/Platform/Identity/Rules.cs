namespace Tresen.Platform.Identity;

/// <summary>Who may call a route. Every action carries exactly one rule or inherits its controller's; one without any is
/// refused.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public abstract class RuleAttribute : Attribute
{
    /// <summary>Whether this person, null when nobody is signed in, may call the route.</summary>
    public abstract bool Allows(Me? me);

    /// <summary>The rule in words, for <c>docs/routes.md</c>.</summary>
    public abstract string InWords { get; }
}

/// <summary>Everybody, signed in or not.</summary>
public sealed class AnyoneAttribute : RuleAttribute
{
    /// <inheritdoc/>
    public override bool Allows(Me? me) => true;

    /// <inheritdoc/>
    public override string InWords => "anyone";
}

/// <summary>Every signed-in staff member; which rows they see is <c>VisibleTo(me)</c>.</summary>
public sealed class StaffAttribute : RuleAttribute
{
    /// <inheritdoc/>
    public override bool Allows(Me? me) => me is not null;

    /// <inheritdoc/>
    public override string InWords => "staff";
}

/// <summary>Staff members who hold these rights.</summary>
public sealed class NeedsAttribute(Capability rights) : RuleAttribute
{
    /// <summary>The rights asked for.</summary>
    public Capability Rights => rights;

    /// <inheritdoc/>
    public override bool Allows(Me? me) => me is not null && me.Can(rights);

    /// <inheritdoc/>
    public override string InWords => $"staff with {rights}";
}

/// <summary>On a changing action that whoever may only read does all the same: leaving.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WhileReadingAttribute : Attribute;
