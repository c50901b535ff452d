namespace Tresen.Mail.Reading;
public static class MailExplain { public static int Run(IEnumerable<string> files, TextWriter output) => 1; }
