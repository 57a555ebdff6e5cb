// DingTalk's encryption of pushed events [callback-event-message-body-encryption-and-decryption]:
// SHA-1 signature, AES-256-CBC with padding to 32 bytes. Pure: randomness is passed in.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

#include "core/model/result.hpp"

namespace rosterd::dingtalk
{

// What DingTalk's own libraries answer for each fault [develop-stream-mode-push-server].
enum class PushFault {
    signature = 900005,
    decryption = 900008, // the ciphertext is not Base64 of whole blocks
    length = 900009,     // the message's length does not fit into what was decrypted
    owner = 900010,      // meant for another application or company
};
std::string_view to_string(PushFault fault); // a sentence for people

struct PushSecrets {
    std::string token;     // of the signature
    std::string aes_key;   // "EncodingAESKey": 43 letters and digits
    std::string owner_key; // the application's Client ID; CorpId for a URL registered by API
};

// A message as it travels. The signature covers all other values and the token.
struct SealedPush {
    std::string signature; // 40 hexadecimal digits
    std::string timestamp; // opaque text: seconds or milliseconds
    std::string nonce;
    std::string encrypt; // Base64
};

class PushCipher
{
public:
    // ErrorKind::invalid for an aes_key of another shape.
    static model::Result<PushCipher> make(PushSecrets secrets);

    // The message inside, once signature, length and owner are right - in this order. The signature
    // is compared in constant time, before anything is decrypted.
    tl::expected<std::string, PushFault> open(const SealedPush& push) const;

    using Random = std::array<char, 16>;
    SealedPush seal(std::string_view message, std::string timestamp, std::string nonce,
                    const Random& random) const;

private:
    using Key = std::array<unsigned char, 32>;
    PushCipher(PushSecrets secrets, const Key& key) : secrets_{std::move(secrets)}, key_{key} {}
    std::string sign(const SealedPush& push) const;

    PushSecrets secrets_;
    Key key_;
};

} // namespace rosterd::dingtalk
