#include "connectors/rest/secrets.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;

struct Algorithm {
    std::string_view name;
    const EVP_MD* (*digest)();
    bool rsa;
};

constexpr std::array<Algorithm, 6> kAlgorithms{{{"hmac-sha1", EVP_sha1, false},
                                                {"hmac-sha256", EVP_sha256, false},
                                                {"hmac-sha512", EVP_sha512, false},
                                                {"rsa-md5", EVP_md5, true},
                                                {"rsa-sha1", EVP_sha1, true},
                                                {"rsa-sha256", EVP_sha256, true}}};

const Algorithm* find(std::string_view name)
{
    const auto* const found = std::find_if(kAlgorithms.begin(), kAlgorithms.end(),
                                           [&](const Algorithm& one) { return one.name == name; });
    return found == kAlgorithms.end() ? nullptr : found;
}

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;
using DigestPtr = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

KeyPtr private_key(const std::string& key)
{
    if (key.find("-----BEGIN") != std::string::npos) {
        const BioPtr bio{BIO_new_mem_buf(key.data(), static_cast<int>(key.size())), BIO_free};
        return {PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
    }
    const auto der = from_base64(key);
    if (!der) {
        return {nullptr, EVP_PKEY_free};
    }
    const unsigned char* at = bytes_of(*der);
    return {d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der->size())), EVP_PKEY_free};
}

model::Result<std::string> rsa_signature(std::string_view text, const EVP_MD* digest,
                                         const std::string& key)
{
    const KeyPtr loaded = private_key(key);
    if (!loaded || EVP_PKEY_get_base_id(loaded.get()) != EVP_PKEY_RSA) {
        return model::fail(ErrorKind::invalid, "the private key can't be read",
                           "give an RSA key without a passphrase: PEM, or its base64 alone");
    }
    const DigestPtr context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    std::size_t size = 0;
    std::string out;
    if (EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, loaded.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, bytes_of(text), text.size()) != 1) {
        return model::fail(ErrorKind::invalid, "the private key can't sign");
    }
    out.resize(size);
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                       bytes_of(text), text.size()) != 1) {
        return model::fail(ErrorKind::invalid, "the private key can't sign");
    }
    out.resize(size);
    return out;
}

} // namespace

std::string to_base64(std::string_view bytes)
{
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes_of(bytes),
                                     static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::optional<std::string> from_base64(std::string_view text)
{
    std::string packed{text};
    std::erase_if(packed, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    if (packed.empty() || packed.size() % 4 != 0) {
        return std::nullopt;
    }
    std::string out(packed.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes_of(packed),
                                     static_cast<int>(packed.size()));
    if (size < 0) {
        return std::nullopt;
    }
    const auto padding = static_cast<std::size_t>(std::count(packed.end() - 2, packed.end(), '='));
    out.resize(static_cast<std::size_t>(size) - padding);
    return out;
}

std::string to_hex(std::string_view bytes)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::string sha256(std::string_view bytes)
{
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), &size,
               EVP_sha256(), nullptr);
    out.resize(size);
    return out;
}

bool is_algorithm(std::string_view name)
{
    return find(name) != nullptr;
}

bool is_rsa(std::string_view algorithm)
{
    const Algorithm* const found = find(algorithm);
    return found != nullptr && found->rsa;
}

model::Result<std::string> signature_of(std::string_view text, std::string_view algorithm,
                                        const std::string& key)
{
    const Algorithm* const found = find(algorithm);
    if (found == nullptr) {
        return model::fail(ErrorKind::invalid, "no algorithm '" + std::string{algorithm} + "'");
    }
    if (found->rsa) {
        return rsa_signature(text, found->digest(), key);
    }
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    if (HMAC(found->digest(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(),
             reinterpret_cast<unsigned char*>(out.data()), &size) == nullptr) {
        return model::fail(ErrorKind::invalid, "the key can't sign");
    }
    out.resize(size);
    return out;
}

} // namespace rosterd::rest
