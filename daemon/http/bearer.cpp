#include "daemon/http/bearer.hpp"

#include <boost/beast/core/string.hpp>
#include <openssl/crypto.h>

namespace rosterd::http
{

// The scheme's case does not matter (RFC 9110, 11.1).
bool shows_token(const HttpServerRequest& request, const std::string& token)
{
    constexpr std::string_view scheme = "Bearer ";
    const auto header = request.headers.find("authorization");
    const std::string given = header == request.headers.end() ? "" : header->second;
    return !token.empty() && given.size() == scheme.size() + token.size() &&
           boost::beast::iequals(given.substr(0, scheme.size()), scheme) &&
           CRYPTO_memcmp(given.data() + scheme.size(), token.data(), token.size()) == 0;
}

} // namespace rosterd::http
