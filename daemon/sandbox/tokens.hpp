// Application tokens [obtain-orgapp-token]: the same value while valid, renewed by fetching again.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/model/time.hpp"
#include "daemon/sandbox/rules.hpp"

namespace rosterd::sandbox
{

inline constexpr std::chrono::seconds kTokenLifetime{7200};

enum class TokenState { valid, expired, unknown };

class Tokens
{
public:
    // `seed` makes the values unguessable, or repeatable in tests.
    explicit Tokens(std::uint64_t seed) : seed_{seed} {}

    static bool accepts(const Rules& rules, const std::string& key, const std::string& secret);
    std::string fetch(const std::string& app_key, model::Instant now);
    TokenState state(const std::string& token, model::Instant now) const;
    // The next fetch() gives a new value; `ends`: the one before is refused from now on.
    void renew(const std::string& app_key, bool ends);
    void revoke(); // every token ends now; what was fetched is refused as unknown
    std::string application(const std::string& token) const; // whose token it is

private:
    struct Grant {
        std::string app_key;
        model::Instant expires;
    };
    std::uint64_t seed_;
    std::uint64_t made_ = 0;
    std::unordered_map<std::string, Grant> grants_;       // by token
    std::unordered_map<std::string, std::string> latest_; // by application
};

} // namespace rosterd::sandbox
