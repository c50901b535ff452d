using System.Collections;
using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Tresen.Platform.Data;

/// <summary>Text as a database can keep it. PostgreSQL refuses a text with a NUL in it or with half an emoji (where
/// something was cut to its length); whoever sends such a mail or form shall not find out by an error.</summary>
public sealed class StorableText : DbCommandInterceptor
{
    /// <summary>The one there is.</summary>
    public static readonly StorableText Instance = new();

    /// <summary>The text without what can't be kept.</summary>
    public static string Of(string text)
    {
        if (IsStorable(text))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a pair comes as the sign for what can't be read
        {
            if (rune.Value != 0)
            {
                kept.Append(rune);
            }
        }

        return kept.ToString();
    }

    /// <inheritdoc/>
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Mend(command);
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Mend(command);
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Mend(command);
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Mend(command);
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Mend(command);
        return ValueTask.FromResult(result);
    }

    static void Mend(DbCommand command)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            switch (parameter.Value)
            {
                case string text when !IsStorable(text):
                    parameter.Value = Of(text);
                    break;
                case IList list and (string[] or List<string>):
                    for (var i = 0; i < list.Count; i++)
                    {
                        list[i] = list[i] is string item ? Of(item) : list[i];
                    }

                    break;
            }
        }
    }

    static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))))
            {
                return false;
            }
        }

        return true;
    }
}
