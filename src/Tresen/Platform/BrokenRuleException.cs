namespace Tresen.Platform;

/// <summary>A rule of the business forbids what was asked. Its message is a plain German sentence that says what to do;
/// the web answers it with 422 beside what was typed, the API with a problem document.</summary>
public class BrokenRuleException : Exception
{
    readonly Sentence? sentence;

    /// <summary>The rule's sentence, and the name of the field that it stands beside, if there is one.</summary>
    public BrokenRuleException(string sentence, string? field = null)
        : base(sentence) => Field = field;

    /// <summary>A sentence with values in it.</summary>
    public BrokenRuleException(Sentence sentence, string? field = null)
        : base(sentence.German) => (this.sentence, Field) = (sentence, field);

    /// <summary>The form field that the sentence stands beside, or null for the whole form.</summary>
    public string? Field { get; }

    /// <summary>The sentence in the language of the current request.</summary>
    public string ForReader => sentence?.ForReader ?? Views.Words.OfStored(Message);
}
