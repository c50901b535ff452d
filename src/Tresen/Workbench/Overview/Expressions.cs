using System.Linq.Expressions;

namespace Tresen.Workbench.Overview;

/// <summary>Putting named expressions together.</summary>
static class Expressions
{
    /// <summary>Both.</summary>
    public static Expression<Func<T, bool>> And<T>(Expression<Func<T, bool>> a, Expression<Func<T, bool>> b) =>
        Expression.Lambda<Func<T, bool>>(Expression.AndAlso(a.Body, b.On(a.Parameters[0])), a.Parameters);

    /// <summary>One of them.</summary>
    public static Expression<Func<T, bool>> Or<T>(Expression<Func<T, bool>> a, Expression<Func<T, bool>> b) =>
        Expression.Lambda<Func<T, bool>>(Expression.OrElse(a.Body, b.On(a.Parameters[0])), a.Parameters);

    /// <summary>The body of a lambda with this in the place of its parameter.</summary>
    public static Expression On<T, TResult>(this Expression<Func<T, TResult>> lambda, Expression argument) =>
        new Replacing(lambda.Parameters[0], argument).Visit(lambda.Body);

    /// <summary>The value as a parameter of the statement, so that the database keeps one plan for all of them.</summary>
    public static Expression Parameter<T>(T value) => Expression.Property(Expression.Constant(new Held<T>(value)), nameof(Held<T>.Value));

    sealed record Held<T>(T Value);

    sealed class Replacing(ParameterExpression parameter, Expression argument) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? argument : node;
    }
}
