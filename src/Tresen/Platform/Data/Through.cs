using System.Linq.Expressions;

namespace Tresen.Platform.Data;

/// <summary>A rule about one thing, asked of what belongs to it.</summary>
public static class Through
{
    /// <summary>Rows for whose <paramref name="its"/> the rule holds, so that a rule is written once and asked through every
    /// table that hangs on it.</summary>
    public static IQueryable<TRow> WhereIts<TRow, TOther>(this IQueryable<TRow> rows, Expression<Func<TRow, TOther>> its, Expression<Func<TOther, bool>> rule) =>
        rows.Where(Expression.Lambda<Func<TRow, bool>>(new Exchange(rule.Parameters[0], its.Body).Visit(rule.Body), its.Parameters));

    sealed class Exchange(ParameterExpression parameter, Expression by) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : node;
    }
}
