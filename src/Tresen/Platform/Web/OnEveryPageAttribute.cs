namespace Tresen.Platform.Web;

/// <summary>On an action whose fragment stands on top of every page of the people who may call it, fetched again all the time:
/// what nobody may miss. It answers nothing where there is nothing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryPageAttribute : Attribute;
