// The assertion is what its signature says: checked here as a receiver would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "connectors/rest/saml.hpp"
#include "connectors/rest/secrets.hpp"

namespace rosterd::rest
{
namespace
{

using ::testing::HasSubstr;

class SamlTest : public ::testing::Test
{
protected:
    SamlTest() : key_{EVP_RSA_gen(2048)}
    {
        BIO* const bio = BIO_new(BIO_s_mem());
        PEM_write_bio_PrivateKey(bio, key_, nullptr, nullptr, 0, nullptr, nullptr);
        char* text = nullptr;
        const long size = BIO_get_mem_data(bio, &text);
        pem_.assign(text, static_cast<std::size_t>(size));
        BIO_free(bio);
    }
    ~SamlTest() override { EVP_PKEY_free(key_); }

    std::string assertion(const std::string& user)
    {
        const Names none;
        SamlSpec spec;
        spec.issuer = spec.audience = *Template::parse("www.successfactors.com", none);
        spec.recipient = *Template::parse("https://api4.example.com/oauth/token", none);
        spec.subject = *Template::parse(user, none);
        spec.private_key = *Template::parse(pem_, none);
        spec.attributes = {{"api_key", *Template::parse("client", none)}};
        return saml_assertion(spec, Scope{}, *model::parse_instant("2026-05-02T08:00:00Z"), "_id1")
            .value();
    }

    bool verifies(const std::string& text, const std::string& signature) const
    {
        EVP_MD_CTX* const context = EVP_MD_CTX_new();
        const auto* const bytes = reinterpret_cast<const unsigned char*>(signature.data());
        const bool good =
            EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key_) == 1 &&
            EVP_DigestVerify(context, bytes, signature.size(),
                             reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
        EVP_MD_CTX_free(context);
        return good;
    }

    EVP_PKEY* key_;
    std::string pem_;
};

std::string between(const std::string& text, const std::string& from, const std::string& to)
{
    const auto begin = text.find(from) + from.size();
    return text.substr(begin, text.find(to, begin) - begin);
}

TEST_F(SamlTest, TheDigestIsOfTheAssertionWithoutItsSignature_AndTheSignatureOfTheDigest)
{
    const std::string text = assertion("api & <user>");
    const auto begin = text.find("<ds:Signature xmlns");
    const auto end = text.find("</ds:Signature>") + 15;
    std::string bare = text;
    bare.erase(begin, end - begin);
    std::string info = "<ds:SignedInfo>" + between(text, "<ds:SignedInfo>", "</ds:SignedInfo>") +
                       "</ds:SignedInfo>";
    info.insert(14, " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"");

    EXPECT_EQ(between(text, "<ds:DigestValue>", "</ds:DigestValue>"), to_base64(sha256(bare)));
    EXPECT_TRUE(
        verifies(info, *from_base64(between(text, "<ds:SignatureValue>", "</ds:SignatureValue>"))));
    EXPECT_THAT(
        text,
        HasSubstr("<saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified\">"
                  "api &amp; &lt;user&gt;</saml:NameID>"));
    EXPECT_THAT(
        text,
        HasSubstr(
            "NotBefore=\"2026-05-02T07:55:00.000Z\" NotOnOrAfter=\"2026-05-02T08:10:00.000Z\""));
}

TEST_F(SamlTest, AnRsaKeyAsBareBase64_SignsTheSame)
{
    std::string bare;
    for (std::size_t at = 0; at < pem_.size();) {
        const auto end = pem_.find('\n', at);
        const std::string line = pem_.substr(at, end - at);
        bare += line.starts_with("-----") ? "" : line;
        at = end + 1;
    }
    for (const std::string algorithm : {"rsa-md5", "rsa-sha1", "rsa-sha256"}) {
        EXPECT_EQ(*signature_of("text", algorithm, bare), *signature_of("text", algorithm, pem_))
            << algorithm;
    }
}

} // namespace
} // namespace rosterd::rest
