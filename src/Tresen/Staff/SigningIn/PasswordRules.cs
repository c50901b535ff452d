using Microsoft.AspNetCore.Identity;
using Tresen.Platform.Identity;

namespace Tresen.Staff.SigningIn;

/// <summary>What a password must be, and replacing it.</summary>
public static class PasswordRules
{
    /// <summary>What is told of a weak one.</summary>
    public const string Sentence = "Das Passwort braucht mindestens 10 Zeichen, davon 4 verschiedene.";

    /// <summary>Whether it is long and mixed enough.</summary>
    public static async Task<bool> IsStrongAsync(this UserManager<SignIn> signIns, SignIn signIn, string password)
    {
        foreach (var validator in signIns.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(signIns, signIn, password)).Succeeded)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sets another password, to be saved; the one before is not asked for.</summary>
    public static async Task ReplacePasswordAsync(this UserManager<SignIn> signIns, SignIn signIn, string password)
    {
        await signIns.RemovePasswordAsync(signIn);
        await signIns.AddPasswordAsync(signIn, password);
    }
}
