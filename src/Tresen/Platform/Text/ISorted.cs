namespace Tresen.Platform.Text;

/// <summary>What is listed by its <see cref="Text.SortKey"/>.</summary>
public interface ISorted
{
    int Id { get; }

    string SortKey { get; }
}
