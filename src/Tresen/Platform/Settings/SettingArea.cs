namespace Tresen.Platform.Settings;

/// <summary>A part of the administration whose changes are read together.</summary>
/// <param name="Key">By which the history names it, for good.</param>
/// <param name="Title">As people know it, German.</param>
public sealed record SettingArea(string Key, string Title);
