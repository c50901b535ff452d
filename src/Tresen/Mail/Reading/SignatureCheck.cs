using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using MimeKit.Cryptography;
using Tresen.Conversations;
using Usage = System.Security.Cryptography.X509Certificates.X509KeyUsageFlags;

namespace Tresen.Mail.Reading;

/// <summary>Whether a mail is signed by whom. The verdict is computed: it says valid only where signature, certificate and its way to
/// a root that this system trusts hold. Nothing is fetched for it and nothing is decrypted (threat B22).</summary>
static class SignatureCheck
{
    const int MostCertificates = 20;

    const int MostKeyBits = 8192;

    const string ForMail = "1.3.6.1.5.5.7.3.4";

    const string Signed = "1.2.840.113549.1.7.2";

    static readonly HashSet<string> Encrypted = ["1.2.840.113549.1.7.3", "1.2.840.113549.1.9.16.1.23"];

    /// <summary>MD5 and SHA-1: whoever wants to makes a second letter for the same signature.</summary>
    static readonly HashSet<string> Weak = ["1.2.840.113549.2.5", "1.3.14.3.2.26", "1.2.840.113549.2.2"];

    /// <summary>A mail whose signature stands beside what it signs.</summary>
    public static Finding Of(MultipartSigned signed, CancellationToken patience)
    {
        try
        {
            using var pair = new Pair();
            signed.Verify(pair, patience);
            return pair.Content is null || pair.Signature is null || signed.Count != 2 ? Unchecked
                : Of(Decode(pair.Signature, pair.Content), patience);
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException or FormatException or ArgumentException or InvalidOperationException or IOException or OperationCanceledException)
        {
            return Unchecked;
        }
    }

    /// <summary>A mail within its signature; the mail, where it can be taken out.</summary>
    public static (Finding? Finding, MimeEntity? Inner) Of(MimePart part, ParserOptions options, CancellationToken patience)
    {
        try
        {
            using var content = new MemoryStream();
            part.Content?.DecodeTo(content, patience);
            var bytes = content.ToArray();
            var type = ContentInfo.GetContentType(bytes).Value ?? "";
            if (type != Signed)
            {
                return (Encrypted.Contains(type) ? new Finding(FindingKind.Encrypted) : null, null);
            }

            var cms = Decode(bytes, null);
            return cms.Detached || cms.ContentInfo.Content.Length == 0 ? (null, null) // certificates alone
                : (Of(cms, patience), MimeEntity.Load(options, new MemoryStream(cms.ContentInfo.Content), persistent: true, patience));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException or IOException or AsnContentException or OperationCanceledException)
        {
            return (null, null);
        }
    }

    /// <summary>Signed, and no more is known.</summary>
    public static Finding Unchecked { get; } = new(FindingKind.SignatureUnchecked);

    static SignedCms Decode(byte[] signature, byte[]? content)
    {
        var cms = content is null ? new SignedCms() : new SignedCms(new ContentInfo(content), detached: true);
        cms.Decode(signature);
        return cms;
    }

    static Finding Of(SignedCms cms, CancellationToken patience)
    {
        if (cms.SignerInfos is not [{ Certificate: { } certificate } signer] || Weak.Contains(signer.DigestAlgorithm.Value ?? "")
            || cms.Certificates.Count > MostCertificates || cms.Certificates.Any(c => KeyBits(c) > MostKeyBits) || patience.IsCancellationRequested)
        {
            return Unchecked; // several signers, none named, or nothing worth reckoning
        }

        try
        {
            signer.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            return new(FindingKind.SignatureBroken);
        }

        var addresses = Addresses(certificate);
        return addresses.Count > 0 && MaySign(certificate) && IsTrusted(certificate, cms.Certificates) ? new(FindingKind.SignatureValid) { Who = string.Join(", ", addresses) } : Unchecked;
    }

    static int KeyBits(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        return rsa?.KeySize ?? 0;
    }

    static bool MaySign(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().All(u => (u.KeyUsages & (Usage.DigitalSignature | Usage.NonRepudiation)) != 0);

    static bool IsTrusted(X509Certificate2 certificate, X509Certificate2Collection beside)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // asks nobody: whoever wrote the certificate says where
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ForMail));
        chain.ChainPolicy.ExtraStore.AddRange(beside);
        return chain.Build(certificate);
    }

    /// <summary>The mail addresses that the certificate is made out to.</summary>
    static List<string> Addresses(X509Certificate2 certificate)
    {
        var addresses = new List<string>();
        foreach (var names in certificate.Extensions.Where(e => e.Oid?.Value == "2.5.29.17"))
        {
            var reader = new AsnReader(names.RawData, AsnEncodingRules.DER).ReadSequence();
            while (reader.HasData && addresses.Count < 10)
            {
                if (reader.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 1)))
                {
                    addresses.Add(reader.ReadCharacterString(UniversalTagNumber.IA5String, new Asn1Tag(TagClass.ContextSpecific, 1)));
                }
                else
                {
                    reader.ReadEncodedValue();
                }
            }
        }

        if (addresses.Count == 0 && certificate.GetNameInfo(X509NameType.EmailName, forIssuer: false) is { Length: > 0 } named)
        {
            addresses.Add(named);
        }

        return [.. addresses.Select(a => MailText.Line(a).ToLowerInvariant()).Where(a => a.Contains('@', StringComparison.Ordinal) && a.Length <= 300)];
    }

    /// <summary>Lets MimeKit find the very bytes that were signed, and takes them instead of judging.</summary>
    sealed class Pair : TemporarySecureMimeContext
    {
        public byte[]? Content { get; private set; }

        public byte[]? Signature { get; private set; }

        public override DigitalSignatureCollection Verify(Stream content, Stream signatureData, CancellationToken cancellationToken = default)
        {
            (Content, Signature) = (All(content), All(signatureData));
            return new DigitalSignatureCollection([]);
        }

        static byte[] All(Stream stream)
        {
            using var all = new MemoryStream();
            stream.CopyTo(all);
            return all.ToArray();
        }
    }
}
