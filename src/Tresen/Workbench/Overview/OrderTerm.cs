using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Tresen.Tickets;

namespace Tresen.Workbench.Overview;

/// <summary>One thing that tickets are ordered by.</summary>
public abstract class OrderTerm
{
    /// <summary>Orders by it first.</summary>
    public abstract IOrderedQueryable<Ticket> First(IQueryable<Ticket> tickets, bool backwards);

    /// <summary>Orders by it where all before is alike.</summary>
    public abstract IOrderedQueryable<Ticket> Then(IOrderedQueryable<Ticket> tickets, bool backwards);

    /// <summary>The value of the ticket behind the parameter, as an object.</summary>
    public abstract Expression Value(ParameterExpression ticket);

    /// <summary>The value in a cursor.</summary>
    public abstract string Write(object value);

    /// <summary>The value from a cursor; null where it can't be one.</summary>
    public abstract object? Read(string written);

    /// <summary>The ticket's value is the cursor's.</summary>
    public abstract Expression IsAt(ParameterExpression ticket, object value);

    /// <summary>The ticket's value comes behind the cursor's, or before it.</summary>
    public abstract Expression IsBeyond(ParameterExpression ticket, object value, bool backwards);
}

/// <inheritdoc/>
public sealed class OrderTerm<T>(Expression<Func<Ticket, T>> key, bool isDescending) : OrderTerm
    where T : IComparable<T>
{
    static readonly MethodInfo CompareStrings = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    /// <inheritdoc/>
    public override IOrderedQueryable<Ticket> First(IQueryable<Ticket> tickets, bool backwards) =>
        isDescending == backwards ? tickets.OrderBy(key) : tickets.OrderByDescending(key);

    /// <inheritdoc/>
    public override IOrderedQueryable<Ticket> Then(IOrderedQueryable<Ticket> tickets, bool backwards) =>
        isDescending == backwards ? tickets.ThenBy(key) : tickets.ThenByDescending(key);

    /// <inheritdoc/>
    public override Expression Value(ParameterExpression ticket) => Expression.Convert(key.On(ticket), typeof(object));

    /// <inheritdoc/>
    public override string Write(object value) => value is DateTimeOffset at
        ? at.UtcTicks.ToString(CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <inheritdoc/>
    public override object? Read(string written) =>
        typeof(T) == typeof(string) ? written
        : typeof(T) == typeof(int) ? int.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null
        : long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <inheritdoc/>
    public override Expression IsAt(ParameterExpression ticket, object value) => Expression.Equal(key.On(ticket), Expressions.Parameter((T)value));

    /// <inheritdoc/>
    public override Expression IsBeyond(ParameterExpression ticket, object value, bool backwards)
    {
        var (mine, its) = (key.On(ticket), Expressions.Parameter((T)value));
        var kind = isDescending == backwards ? ExpressionType.GreaterThan : ExpressionType.LessThan;
        return typeof(T) == typeof(string)
            ? Expression.MakeBinary(kind, Expression.Call(CompareStrings, mine, its), Expression.Constant(0))
            : Expression.MakeBinary(kind, mine, its);
    }
}
