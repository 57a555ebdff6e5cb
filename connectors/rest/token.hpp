// The token of oauth2 and login: how it is asked for, how long it is good, where a refresh token
// that rotates is kept.
#pragma once

#include <optional>
#include <string>

#include "connectors/rest/answer.hpp"
#include "connectors/rest/definition.hpp"

namespace rosterd::rest
{

// Pure but for the file of a refresh token.
class TokenKeeper
{
public:
    // `spec` may be null: nothing is needed; it must outlive this.
    TokenKeeper(TokenSpec* spec, const model::Json& settings) : spec_{spec}
    {
        settings_.set("settings", settings);
    }

    bool needed(model::Instant now) const;
    bool can_renew() const { return spec_ != nullptr; }
    TokenSpec& spec() { return *spec_; }
    // What the token request's templates may name. Errors: invalid, unauthorised.
    model::Result<Scope> prepare(model::Instant now);
    // Errors: unauthorised (no token in the answer), transient (the file can't be written).
    model::Result<void> take(const Answer& answer, const JqVariables& variables,
                             model::Instant now);
    void forget() { token_.reset(); }

    const std::optional<std::string>& token() const { return token_; }
    const model::Json& token_json() const { return json_; } // of its own type: a number, a text

private:
    std::string refresh_token() const;
    model::Result<void> keep(const std::string& rotated);
    void set_life(const model::Json& expires_in, model::Instant now);

    TokenSpec* spec_;
    Scope settings_;
    std::optional<std::string> token_;
    model::Json json_;
    std::string rotated_; // the latest refresh token; empty: the configured one
    std::optional<model::Instant> until_;
};

} // namespace rosterd::rest
