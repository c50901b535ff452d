using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;
using Tresen.Platform.Views;

namespace Tresen.Platform.Forms;

/// <summary>What is said beside a field whose text doesn't fit it, in the reader's language; the framework's own sentences are English.</summary>
public static class BindingSentences
{
    /// <summary>So much is taken by a field that says nothing else about its length.</summary>
    public const int MostCharacters = 4000;

    /// <summary>Puts our sentences in the place of all of the framework's.</summary>
    public static void AddTo(DefaultModelBindingMessageProvider framework)
    {
        framework.SetValueMustNotBeNullAccessor(_ => Words.Of("Bitte ausfüllen."));
        framework.SetMissingBindRequiredValueAccessor(_ => Words.Of("Bitte ausfüllen."));
        framework.SetMissingKeyOrValueAccessor(() => Words.Of("Bitte ausfüllen."));
        framework.SetMissingRequestBodyRequiredValueAccessor(() => Words.Of("Bitte ausfüllen."));
        framework.SetAttemptedValueIsInvalidAccessor((_, _) => Unfit);
        framework.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => Unfit);
        framework.SetUnknownValueIsInvalidAccessor(_ => Unfit);
        framework.SetNonPropertyUnknownValueIsInvalidAccessor(() => Unfit);
        framework.SetValueIsInvalidAccessor(_ => Unfit);
        framework.SetValueMustBeANumberAccessor(_ => Words.Of("Bitte eine Zahl eingeben."));
        framework.SetNonPropertyValueMustBeANumberAccessor(() => Words.Of("Bitte eine Zahl eingeben."));
    }

    static string Unfit => Words.Of("Das passt hier nicht. Bitte noch einmal auswählen oder eingeben.");

    /// <summary>No field takes a text without end: where a form's class doesn't say how long one may be, this does.</summary>
    public sealed class Lengths : IValidationMetadataProvider
    {
        /// <inheritdoc/>
        public void CreateValidationMetadata(ValidationMetadataProviderContext context)
        {
            if (context.Key is { MetadataKind: ModelMetadataKind.Property, ContainerType.Namespace: { } home } && home.StartsWith("Tresen", StringComparison.Ordinal)
                && context.Key.ModelType == typeof(string) && !context.Attributes.OfType<StringLengthAttribute>().Any())
            {
                context.ValidationMetadata.ValidatorMetadata.Add(new StringLengthAttribute(MostCharacters) { ErrorMessage = "Bitte höchstens {1} Zeichen." });
            }
        }
    }

    /// <summary>Translates an annotation's sentence before its values are filled in.</summary>
    public sealed class Localizer : IStringLocalizer
    {
        /// <inheritdoc/>
        public LocalizedString this[string name] => new(name, Words.Of(name));

        /// <inheritdoc/>
        public LocalizedString this[string name, params object[] arguments] => new(name, Words.Of(name, arguments));

        /// <inheritdoc/>
        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
