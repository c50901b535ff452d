using Tresen.Platform.Views;

namespace Tresen.Staff.Audit;

/// <summary>How the lines of the <em>Protokoll</em> read.</summary>
public static class AuditWords
{
    /// <summary>What was done.</summary>
    public static string Of(Audited what) => what switch
    {
        Audited.ViewedAs => Words.Of("Ansicht als"),
        Audited.StoppedViewing => Words.Of("Ansicht beendet"),
        Audited.Informed => Words.Of("Auskunft mitgenommen"),
        Audited.Erased => Words.Of("Person gelöscht"),
        Audited.Cleared => Words.Of("Nach Ablauf der Aufbewahrung gelöscht"),
        Audited.KeepingChanged => Words.Of("Aufbewahrung geändert"),
        Audited.StaffInformed => Words.Of("Auskunft über Mitarbeiter mitgenommen"),
        Audited.SecondFactorReset => Words.Of("Zweiter Faktor zurückgesetzt"),
        Audited.PasskeysRemoved => Words.Of("Passkeys entfernt"),
        Audited.RoleMade => Words.Of("Rolle angelegt"),
        Audited.RoleChanged => Words.Of("Rolle geändert"),
        Audited.RoleRemoved => Words.Of("Rolle entfernt"),
        Audited.SignInChanged => Words.Of("Anmeldung geändert"),
        Audited.RoleByGroup => Words.Of("Rolle durch Gruppe"),
        Audited.TakenIn => Words.Of("Bei der ersten Anmeldung aufgenommen"),
        Audited.LinkEnded => Words.Of("Verknüpfung gelöst"),
        Audited.PersonLookedAt => Words.Of("Alles über eine Person angesehen"),
        Audited.ReadByProgram => Words.Of("Durch ein Programm gelesen"),
        _ => Words.Of("Mitgenommen"),
    };
}
