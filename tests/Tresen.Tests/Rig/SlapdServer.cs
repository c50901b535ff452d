using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tresen.Tests.Rig;

/// <summary>A real OpenLDAP on a port of its own, encrypted, with a certificate authority made for this run. Started with the first test
/// that needs it and shared.</summary>
public sealed class SlapdServer : IDisposable
{
    /// <summary>Below it stand <c>ou=people</c> (Theo names his group technik himself, as Active Directory has it) and <c>ou=groups</c>.</summary>
    public const string Base = "dc=hafen,dc=example";
    /// <summary>It alone may read.</summary>
    public const string Account = "cn=tresen,dc=hafen,dc=example";
    public const string AccountPassword = "nachsehen darf ich";
    /// <summary>Everybody's.</summary>
    public const string Password = "flut im verzeichnis";
    const string Binary = "/usr/sbin/slapd";

    static readonly Lazy<SlapdServer> Shared = new(() => new SlapdServer());

    readonly string folder = Directory.CreateTempSubdirectory("tresen-slapd-").FullName;
    readonly Process process;
    readonly Leash leash;

    SlapdServer()
    {
        Port = FreePort();
        Authority = MakeCertificates();
        process = Start();
        leash = new Leash(process, "TERM", folder);
        WaitUntilReady();
    }

    /// <summary>The one of this run; the test is skipped where slapd isn't installed.</summary>
    public static SlapdServer Instance
    {
        get
        {
            Assert.SkipUnless(File.Exists(Binary), "slapd fehlt: apt-get install slapd");
            return Shared.Value;
        }
    }

    /// <summary>The name that its certificate is made out to; its address is not.</summary>
    public static string Host => "localhost";

    public int Port { get; }

    /// <summary>Who vouches for it, as PEM.</summary>
    public string Authority { get; }

    /// <summary>Two certificates: the authority's, and the server's by it.</summary>
    string MakeCertificates()
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Hafen Zertifikate", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var signer = authority.CreateSelfSigned(from, until);
        using var key = RSA.Create(2048);
        var server = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        server.CertificateExtensions.Add(names.Build());
        server.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var issued = server.Create(signer.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), from, until, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(folder, "server.pem"), issued.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
        return signer.ExportCertificatePem();
    }

    Process Start()
    {
        Directory.CreateDirectory(Path.Combine(folder, "db"));
        var config = Path.Combine(folder, "slapd.conf");
        File.WriteAllText(config, $$"""
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            moduleload memberof
            pidfile {{folder}}/slapd.pid
            TLSCertificateFile {{folder}}/server.pem
            TLSCertificateKeyFile {{folder}}/server.key
            database mdb
            suffix "{{Base}}"
            directory {{folder}}/db
            rootdn "cn=root,{{Base}}"
            access to attrs=userPassword by anonymous auth by * none
            access to * by dn.exact="{{Account}}" read by anonymous auth by * none
            """);
        var people = Path.Combine(folder, "people.ldif");
        File.WriteAllText(people, $"""
            dn: {Base}
            objectClass: organization
            objectClass: dcObject
            dc: hafen
            o: Hafen

            dn: {Account}
            objectClass: applicationProcess
            objectClass: simpleSecurityObject
            cn: tresen
            userPassword: {AccountPassword}

            dn: ou=people,{Base}
            objectClass: organizationalUnit
            ou: people

            dn: ou=groups,{Base}
            objectClass: organizationalUnit
            ou: groups
            {Person("theo", "Theo Brandt", "theo@hafen.example", group: "technik")}{Person("ada", "Ada Petersen", "ada@hafen.example")}{Person("nina", "Nina Neu", "nina@hafen.example")}{Person("nils", "Nils Niemand", "nils@hafen.example")}{Person("star*", "Stern Chen", "stern@hafen.example")}{Person("zwilling", "Eins", "eins@hafen.example", "eins")}{Person("zwilling", "Zwei", "zwei@hafen.example", "zwei")}
            {Group("technik", "theo", "nina")}{Group("alle", "theo", "ada")}
            """.Replace("\r", "", StringComparison.Ordinal));
        Run("/usr/sbin/slapadd", "-q", "-f", config, "-l", people);
        return Process.Start(new ProcessStartInfo(Binary, ["-d", "0", "-f", config, "-h", $"ldaps://127.0.0.1:{Port}/"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
    }

    static string Person(string uid, string name, string mail, string? entry = null, string? group = null) => $"""

        dn: cn={entry ?? uid.Replace("*", "", StringComparison.Ordinal)},ou=people,{Base}
        objectClass: inetOrgPerson
        cn: {entry ?? uid.Replace("*", "", StringComparison.Ordinal)}
        displayName: {name}
        sn: {name}
        uid: {uid}
        mail: {mail}
        userPassword: {Password}{(group is null ? "" : $"\nmemberOf: cn={group},ou=groups,{Base}")}

        """;

    static string Group(string name, params string[] members) => $"""

        dn: cn={name},ou=groups,{Base}
        objectClass: groupOfNames
        cn: {name}
        {string.Join('\n', members.Select(m => $"member: cn={m},ou=people,{Base}"))}

        """;

    void WaitUntilReady()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                using var socket = new TcpClient("127.0.0.1", Port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        throw new InvalidOperationException("slapd doesn't start: " + process.StandardError.ReadToEnd());
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command}: {said}");
        }
    }

    /// <summary>Stops it and removes what it knew.</summary>
    public void Dispose()
    {
        leash.Dispose();
        process.Dispose();
    }
}
