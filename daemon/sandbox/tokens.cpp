#include "daemon/sandbox/tokens.hpp"

#include <array>
#include <cstdio>

#include "core/model/record.hpp"

namespace rosterd::sandbox
{

bool Tokens::accepts(const Rules& rules, const std::string& key, const std::string& secret)
{
    return !key.empty() && !secret.empty() && (rules.app_key.empty() || rules.app_key == key) &&
           (rules.app_secret.empty() || rules.app_secret == secret);
}

std::string Tokens::fetch(const std::string& app_key, model::Instant now)
{
    auto& token = latest_[app_key];
    if (token.empty() || state(token, now) != TokenState::valid) {
        const auto number = std::to_string(++made_);
        std::array<char, 40> text{};
        std::snprintf(text.data(), text.size(), "%016llx%016llx",
                      static_cast<unsigned long long>(model::fingerprint(app_key + number, seed_)),
                      static_cast<unsigned long long>(model::fingerprint(number, seed_)));
        token = text.data();
    }
    grants_[token] = {app_key, now + kTokenLifetime};
    return token;
}

void Tokens::renew(const std::string& app_key, bool ends)
{
    if (ends) {
        grants_.erase(latest_[app_key]);
    }
    latest_.erase(app_key);
}

void Tokens::revoke()
{
    grants_.clear();
}

TokenState Tokens::state(const std::string& token, model::Instant now) const
{
    const auto found = grants_.find(token);
    if (found == grants_.end()) {
        return TokenState::unknown;
    }
    return now < found->second.expires ? TokenState::valid : TokenState::expired;
}

std::string Tokens::application(const std::string& token) const
{
    const auto found = grants_.find(token);
    return found == grants_.end() ? std::string{} : found->second.app_key;
}

} // namespace rosterd::sandbox
