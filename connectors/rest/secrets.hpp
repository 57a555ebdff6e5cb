// Signatures and encodings that HR systems ask for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/result.hpp"

namespace rosterd::rest
{

std::string to_base64(std::string_view bytes);
std::optional<std::string>
from_base64(std::string_view text); // blanks and line ends are passed over
std::string to_hex(std::string_view bytes);
std::string sha256(std::string_view bytes); // 32 bytes

bool is_algorithm(std::string_view name); // hmac-sha1 hmac-sha256 hmac-sha512 rsa-md5 ...
bool is_rsa(std::string_view algorithm);

// The signature's bytes. `key`: the secret of an HMAC; a private key as PEM, or its base64 alone
// (PKCS#8 or PKCS#1). Errors: invalid (the key is none), without the key in them.
model::Result<std::string> signature_of(std::string_view text, std::string_view algorithm,
                                        const std::string& key);

} // namespace rosterd::rest
