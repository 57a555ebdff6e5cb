#include "daemon/service/hook_crypto.hpp"

#include <array>
#include <memory>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace rosterd::service
{

namespace
{

constexpr std::size_t kVector = 16;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

std::optional<std::string> from_base64(const std::string& text)
{
    if (text.empty() || text.size() % 4 != 0) {
        return std::nullopt;
    }
    const std::size_t filling = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    std::string out(text.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(bytes_of(out), bytes_of(text), static_cast<int>(text.size())) < 0) {
        return std::nullopt;
    }
    out.resize(out.size() - filling);
    return out;
}

} // namespace

std::string hmac(const std::string& algorithm, std::string_view key, std::string_view text)
{
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    const EVP_MD* digest = EVP_get_digestbyname(algorithm.c_str());
    if (digest == nullptr || HMAC(digest, key.data(), static_cast<int>(key.size()), bytes_of(text),
                                  text.size(), bytes_of(out), &size) == nullptr) {
        throw std::runtime_error{"OpenSSL could not carry out HMAC with " + algorithm};
    }
    out.resize(size);
    return out;
}

std::string sha256(std::string_view text)
{
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), bytes_of(out), &size, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error{"OpenSSL could not carry out SHA-256"};
    }
    out.resize(size);
    return out;
}

std::string to_hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out += digits[value >> 4U];
        out += digits[value & 15U];
    }
    return out;
}

std::string to_base64(std::string_view bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0'); // a terminating zero is written, too
    const int size =
        EVP_EncodeBlock(bytes_of(out), bytes_of(bytes), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::optional<std::string> open_aes(std::string_view secret, const std::string& base64)
{
    const auto sealed = from_base64(base64);
    if (!sealed || sealed->size() < 2 * kVector || sealed->size() % kVector != 0) {
        return std::nullopt;
    }
    const std::string key = sha256(secret);
    const std::string_view text = std::string_view{*sealed}.substr(kVector);
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context{
        EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
    std::string out(text.size() + kVector, '\0');
    int size = 0;
    int rest = 0;
    const bool done = context &&
                      EVP_DecryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr, bytes_of(key),
                                         bytes_of(*sealed)) == 1 &&
                      EVP_DecryptUpdate(context.get(), bytes_of(out), &size, bytes_of(text),
                                        static_cast<int>(text.size())) == 1 &&
                      EVP_DecryptFinal_ex(context.get(), bytes_of(out) + size, &rest) == 1;
    if (!done) {
        return std::nullopt;
    }
    out.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(rest));
    return out;
}

bool same(std::string_view left, std::string_view right)
{
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

} // namespace rosterd::service
