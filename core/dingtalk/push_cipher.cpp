#include "core/dingtalk/push_cipher.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace rosterd::dingtalk
{

namespace
{

constexpr std::size_t kBlock = 32;  // DingTalk pads to this, AES to 16
constexpr std::size_t kRandom = 16; // in front of the message
constexpr std::size_t kHead = kRandom + 4;

// Lenient, as DingTalk's keys and encoders need it: unused bits of the last character may be set,
// and one official sample breaks its lines.
std::optional<std::string> from_base64(std::string_view text)
{
    std::string packed;
    std::ranges::copy_if(text, std::back_inserter(packed),
                         [](char c) { return c != '\n' && c != '\r' && c != ' ' && c != '\t'; });
    if (packed.empty() || packed.size() % 4 != 0) {
        return std::nullopt;
    }
    const std::size_t filling = packed.ends_with("==") ? 2 : packed.ends_with('=') ? 1 : 0;
    if (packed.find('=') < packed.size() - filling) {
        return std::nullopt;
    }
    std::string out(packed.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<const unsigned char*>(packed.data()),
                                     static_cast<int>(packed.size()));
    if (size < 0) {
        return std::nullopt;
    }
    out.resize(static_cast<std::size_t>(size) - filling);
    return out;
}

std::string to_base64(const std::string& bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0'); // a terminating zero is written, too
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

enum class Direction { decrypt = 0, encrypt = 1 };

// Whole blocks in, as many out. OpenSSL's own padding is off: it rejects 17 to 32.
std::string aes_256_cbc(Direction direction, const std::array<unsigned char, 32>& key,
                        const std::string& in)
{
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context{
        EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
    std::string out(in.size() + kBlock, '\0');
    int size = 0;
    const bool done = context &&
                      EVP_CipherInit_ex(context.get(), EVP_aes_256_cbc(), nullptr, key.data(),
                                        key.data(), // its first 16 bytes are the initial vector
                                        static_cast<int>(direction)) == 1 &&
                      EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
                      EVP_CipherUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()),
                                       &size, reinterpret_cast<const unsigned char*>(in.data()),
                                       static_cast<int>(in.size())) == 1;
    if (!done || static_cast<std::size_t>(size) != in.size()) {
        throw std::runtime_error{"OpenSSL could not carry out AES-256-CBC"};
    }
    out.resize(in.size());
    return out;
}

std::string sha1_hex(const std::string& text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) {
        throw std::runtime_error{"OpenSSL could not carry out SHA-1"};
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (unsigned int i = 0; i < size; ++i) {
        out += digits[digest[i] >> 4U];
        out += digits[digest[i] & 15U];
    }
    return out;
}

bool same(std::string_view left, std::string_view right)
{
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

// The official libraries take a last byte that can't be a padding for none.
std::string_view without_padding(std::string_view plain)
{
    const auto last = static_cast<unsigned char>(plain.back());
    const std::size_t padding = last >= 1 && last <= kBlock ? last : 0;
    return plain.substr(0, plain.size() - std::min<std::size_t>(padding, plain.size()));
}

} // namespace

std::string_view to_string(PushFault fault)
{
    switch (fault) {
    case PushFault::signature:
        return "the signature does not fit: another token, or not from DingTalk";
    case PushFault::decryption:
        return "the body is not encrypted as DingTalk does";
    case PushFault::length:
        return "the decrypted message has another length than it says: another aes_key?";
    case PushFault::owner:
        return "the event is meant for another application or company";
    }
    return "unknown";
}

model::Result<PushCipher> PushCipher::make(PushSecrets secrets)
{
    const bool shape =
        secrets.aes_key.size() == 43 && std::ranges::all_of(secrets.aes_key, [](unsigned char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        });
    const auto decoded = shape ? from_base64(secrets.aes_key + "=") : std::optional<std::string>{};
    Key key{};
    if (!decoded || decoded->size() != key.size()) {
        return model::fail(model::ErrorKind::invalid,
                           "the aes_key must be 43 letters and digits, it has " +
                               std::to_string(secrets.aes_key.size()) + " characters",
                           "copy it from the page of the event subscription in DingTalk's "
                           "developer console");
    }
    std::ranges::copy(*decoded, key.begin());
    return PushCipher{std::move(secrets), key};
}

std::string PushCipher::sign(const SealedPush& push) const
{
    std::array<std::string_view, 4> parts{secrets_.token, push.timestamp, push.nonce, push.encrypt};
    std::ranges::sort(parts);
    std::string joined;
    for (const std::string_view part : parts) {
        joined += part;
    }
    return sha1_hex(joined);
}

tl::expected<std::string, PushFault> PushCipher::open(const SealedPush& push) const
{
    if (!same(sign(push), push.signature)) {
        return tl::unexpected{PushFault::signature};
    }
    const auto sealed = from_base64(push.encrypt);
    if (!sealed || sealed->empty() || sealed->size() % kRandom != 0) {
        return tl::unexpected{PushFault::decryption};
    }
    const std::string padded = aes_256_cbc(Direction::decrypt, key_, *sealed);
    const std::string_view plain = without_padding(padded);
    if (plain.size() < kHead) {
        return tl::unexpected{PushFault::length};
    }
    std::size_t length = 0;
    for (const char byte : plain.substr(kRandom, 4)) {
        length = length << 8U | static_cast<unsigned char>(byte);
    }
    if (length > plain.size() - kHead) {
        return tl::unexpected{PushFault::length};
    }
    if (!same(plain.substr(kHead + length), secrets_.owner_key)) {
        return tl::unexpected{PushFault::owner};
    }
    return std::string{plain.substr(kHead, length)};
}

SealedPush PushCipher::seal(std::string_view message, std::string timestamp, std::string nonce,
                            const Random& random) const
{
    std::string plain{random.begin(), random.end()};
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        plain += static_cast<char>(message.size() >> shift & 255U);
    }
    plain += message;
    plain += secrets_.owner_key;
    const std::size_t padding = kBlock - plain.size() % kBlock;
    plain.append(padding, static_cast<char>(padding));
    SealedPush push{"", std::move(timestamp), std::move(nonce),
                    to_base64(aes_256_cbc(Direction::encrypt, key_, plain))};
    push.signature = sign(push);
    return push;
}

} // namespace rosterd::dingtalk
