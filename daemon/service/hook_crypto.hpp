// What signatures of webhooks are made of. Texts are bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rosterd::service
{

// `algorithm`: sha1 sha256 sha512.
std::string hmac(const std::string& algorithm, std::string_view key, std::string_view text);
std::string sha256(std::string_view text);

std::string to_hex(std::string_view bytes); // small letters
std::string to_base64(std::string_view bytes);

// Base64 of a 16-byte initial vector and AES-256-CBC with PKCS #7 padding; the key is the SHA-256
// of `secret`. nullopt where that can't be so.
std::optional<std::string> open_aes(std::string_view secret, const std::string& base64);

// In a time that tells nothing of where they differ.
bool same(std::string_view left, std::string_view right);

} // namespace rosterd::service
