// The token of oauth2 and login: how it is asked for, how long it is good, where a refresh token
// that rotates is kept.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "connectors/rest/answer.hpp"
#include "connectors/rest/definition.hpp"
#include "connectors/rest/refresh_token.hpp"

namespace rosterd::rest
{

// Pure but for the file of a refresh token.
class TokenKeeper
{
public:
    // `spec` may be null: nothing is needed; it must outlive this. The file of a refresh token is
    // relative to `base_dir`.
    TokenKeeper(TokenSpec* spec, const model::Json& settings, const std::string& base_dir = {});

    bool needed(model::Instant now) const;
    bool can_renew() const { return spec_ != nullptr; }
    TokenSpec& spec() { return *spec_; }
    // What the token request's templates may name. Errors: invalid, unauthorised; transient (a
    // refresh token can't be kept now).
    model::Result<Scope> prepare(model::Instant now);
    // Errors: unauthorised (no token in the answer), transient (the file can't be written).
    model::Result<void> take(const Answer& answer, const JqVariables& variables,
                             model::Instant now);
    void forget();            // it is not taken any more, or none was given
    std::string hint() const; // where none is given: what to do

    const std::optional<std::string>& token() const { return token_; }
    const model::Json& token_json() const { return json_; } // of its own type: a number, a text

private:
    void set_life(const model::Json& expires_in, model::Instant now);

    TokenSpec* spec_;
    Scope settings_;
    std::optional<std::string> token_;
    model::Json json_;
    std::unique_ptr<RefreshToken> refresh_; // null: there is none
    std::string sent_;                      // of it, the one that was used last
    std::optional<model::Instant> until_;
};

} // namespace rosterd::rest
