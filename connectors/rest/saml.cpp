#include "connectors/rest/saml.hpp"

#include "connectors/rest/secrets.hpp"

namespace rosterd::rest
{

namespace
{

// Every text below is written in canonical form already, so that no XML library has to make it so:
// namespaces first, attributes by name, no empty-element tags.
constexpr std::string_view kSaml = "urn:oasis:names:tc:SAML:2.0:assertion";
constexpr std::string_view kSignature = "http://www.w3.org/2000/09/xmldsig#";
constexpr std::string_view kCanonical = "http://www.w3.org/2001/10/xml-exc-c14n#";

std::string escaped(const std::string& text, bool in_attribute)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += in_attribute ? ">" : "&gt;";
            break;
        case '"':
            out += in_attribute ? "&quot;" : "\"";
            break;
        default:
            out += c;
        }
    }
    return out;
}

struct Parts {
    std::string id, now, from, until, issuer, audience, recipient, subject, attributes;
};

std::string attributes_of(const SamlSpec& spec, const Scope& scope)
{
    std::string out;
    for (const auto& [name, value] : spec.attributes) {
        out += "<saml:Attribute Name=\"" + escaped(name, true) + "\"><saml:AttributeValue>" +
               escaped(value.text(scope, {}).value_or(""), false) +
               "</saml:AttributeValue></saml:Attribute>";
    }
    return out.empty() ? out : "<saml:AttributeStatement>" + out + "</saml:AttributeStatement>";
}

std::string assertion(const Parts& parts, const std::string& signature)
{
    return "<saml:Assertion xmlns:saml=\"" + std::string{kSaml} + "\" ID=\"" + parts.id +
           "\" IssueInstant=\"" + parts.now + "\" Version=\"2.0\"><saml:Issuer>" + parts.issuer +
           "</saml:Issuer>" + signature +
           "<saml:Subject><saml:NameID "
           "Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified\">" +
           parts.subject +
           "</saml:NameID><saml:SubjectConfirmation "
           "Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData "
           "NotOnOrAfter=\"" +
           parts.until + "\" Recipient=\"" + parts.recipient +
           "\"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>"
           "<saml:Conditions NotBefore=\"" +
           parts.from + "\" NotOnOrAfter=\"" + parts.until +
           "\"><saml:AudienceRestriction><saml:Audience>" + parts.audience +
           "</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
           "<saml:AuthnStatement AuthnInstant=\"" +
           parts.now + "\" SessionIndex=\"" + parts.id +
           "\"><saml:AuthnContext><saml:AuthnContextClassRef>"
           "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
           "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>" +
           parts.attributes + "</saml:Assertion>";
}

std::string method(const std::string& element, std::string_view algorithm)
{
    return "<ds:" + element + " Algorithm=\"" + std::string{algorithm} + "\"></ds:" + element + ">";
}

// `xmlns`: where the element stands alone, as it does when it is signed.
std::string signed_info(const std::string& id, const std::string& digest, bool alone)
{
    return std::string{"<ds:SignedInfo"} +
           (alone ? " xmlns:ds=\"" + std::string{kSignature} + "\"" : "") + ">" +
           method("CanonicalizationMethod", kCanonical) +
           method("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256") +
           "<ds:Reference URI=\"#" + id + "\"><ds:Transforms>" +
           method("Transform", "http://www.w3.org/2000/09/xmldsig#enveloped-signature") +
           method("Transform", kCanonical) + "</ds:Transforms>" +
           method("DigestMethod", "http://www.w3.org/2001/04/xmlenc#sha256") + "<ds:DigestValue>" +
           digest + "</ds:DigestValue></ds:Reference></ds:SignedInfo>";
}

// A certificate's base64 without its PEM lines.
std::string key_info(const std::string& certificate)
{
    std::string bare;
    std::size_t at = 0;
    while (at < certificate.size()) {
        const auto end = std::min(certificate.find('\n', at), certificate.size());
        const std::string line = certificate.substr(at, end - at);
        bare += line.starts_with("-----") ? "" : line;
        at = end + 1;
    }
    std::erase_if(bare, [](char c) { return c == '\r' || c == ' '; });
    return bare.empty() ? bare
                        : "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>" + bare +
                              "</ds:X509Certificate></ds:X509Data></ds:KeyInfo>";
}

} // namespace

model::Result<std::string> saml_assertion(const SamlSpec& spec, const Scope& scope,
                                          model::Instant now, const std::string& id)
{
    const auto text = [&](const Template& one) { return one.text(scope, {}).value_or(""); };
    const Parts parts{id,
                      to_text(now, {"iso_ms", "UTC"}),
                      to_text(now - std::chrono::minutes{5}, {"iso_ms", "UTC"}),
                      to_text(now + std::chrono::minutes{10}, {"iso_ms", "UTC"}),
                      escaped(text(spec.issuer), false),
                      escaped(text(spec.audience), false),
                      escaped(text(spec.recipient), true),
                      escaped(text(spec.subject), false),
                      attributes_of(spec, scope)};
    const std::string digest = to_base64(sha256(assertion(parts, "")));
    const auto signature =
        signature_of(signed_info(id, digest, true), "rsa-sha256", text(spec.private_key));
    if (!signature) {
        return tl::unexpected(signature.error());
    }
    return assertion(parts, "<ds:Signature xmlns:ds=\"" + std::string{kSignature} + "\">" +
                                signed_info(id, digest, false) + "<ds:SignatureValue>" +
                                to_base64(*signature) + "</ds:SignatureValue>" +
                                key_info(text(spec.certificate)) + "</ds:Signature>");
}

} // namespace rosterd::rest
