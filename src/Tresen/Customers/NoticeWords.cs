using Tresen.Platform.Views;

namespace Tresen.Customers;

/// <summary>A notice in a word, where there is room for no more.</summary>
public static class NoticeWords
{
    /// <summary><c>gesperrt</c>, <c>nur Vorkasse</c>; null where nothing stands in the way of work.</summary>
    public static string? Short(NoticeKind kind) => kind switch
    {
        NoticeKind.Blocked => Words.Of("gesperrt"),
        NoticeKind.Prepayment => Words.Of("nur Vorkasse"),
        _ => null,
    };
}
