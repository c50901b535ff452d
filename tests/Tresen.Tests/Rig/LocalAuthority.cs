using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tresen.Tests.Rig;

/// <summary>How a server of the rig speaks.</summary>
public enum Tls
{
    /// <summary>Never encrypted.</summary>
    None,

    /// <summary>Encrypted when the other side asks for it (STARTTLS, STLS).</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Implicit,
}

/// <summary>Which certificate a server of the rig shows.</summary>
public enum Certificate
{
    /// <summary>Made out to <c>localhost</c> and 127.0.0.1 by <see cref="LocalAuthority.Trusted"/>.</summary>
    Good,

    /// <summary>By the same, made out to somebody else.</summary>
    OtherName,

    /// <summary>Made out rightly, by an authority that nobody knows.</summary>
    UnknownAuthority,

    /// <summary>By the right one and made out rightly; its time is over.</summary>
    Expired,
}

/// <summary>Vouches for servers of the rig; made when first needed, for this run.</summary>
public sealed class LocalAuthority
{
    static readonly Lazy<LocalAuthority> Right = new(() => new LocalAuthority("Hafen Zertifikate"));
    static readonly Lazy<LocalAuthority> Wrong = new(() => new LocalAuthority("Hafen Zertifikate")); // the same name, another key

    static readonly ConcurrentDictionary<Certificate, X509Certificate2> Issued = [];

    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly X509Certificate2 own;

    LocalAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
    }

    /// <summary>The one that the program may be told of.</summary>
    public static LocalAuthority Trusted => Right.Value;

    /// <summary>Its certificate as PEM.</summary>
    public string Pem => own.ExportCertificatePem();

    /// <summary>A certificate with its key, for a server of the rig; the same for all, not to be disposed of.</summary>
    public static X509Certificate2 For(Certificate kind) => Issued.GetOrAdd(kind, Make);

    static X509Certificate2 Make(Certificate kind) => kind switch
    {
        Certificate.OtherName => Trusted.Issue(DateTimeOffset.UtcNow.AddDays(29), "anderswo.example"),
        Certificate.UnknownAuthority => Wrong.Value.Issue(DateTimeOffset.UtcNow.AddDays(29), "localhost"),
        Certificate.Expired => Trusted.Issue(DateTimeOffset.UtcNow.AddDays(-1), "localhost"),
        _ => Trusted.Issue(DateTimeOffset.UtcNow.AddDays(29), "localhost"),
    };

    X509Certificate2 Issue(DateTimeOffset until, string name)
    {
        using var serverKey = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", serverKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
        {
            names.AddIpAddress(System.Net.IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var issued = request.Create(own.SubjectName, X509SignatureGenerator.CreateForECDsa(key), DateTimeOffset.UtcNow.AddDays(-20), until, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(serverKey);
    }
}
