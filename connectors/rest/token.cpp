#include "connectors/rest/token.hpp"

#include <algorithm>
#include <filesystem>

#include "connectors/rest/saml.hpp"
#include "connectors/rest/secrets.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using model::Json;

// `name=value; Path=/` among several headers joined by ", ".
std::string cookie_in(const std::string& cookies, const std::string& name)
{
    for (auto at = cookies.find(name + "="); at != std::string::npos;
         at = cookies.find(name + "=", at + 1)) {
        if (at == 0 || cookies[at - 1] == ' ' || cookies[at - 1] == ',' ||
            cookies[at - 1] == '\n') {
            const auto begin = at + name.size() + 1;
            return cookies.substr(begin, cookies.find_first_of(";,\n", begin) - begin);
        }
    }
    return {};
}

Json first_of(const std::vector<Jq::Outcome>& outcomes, const Expression& expression)
{
    if (!expression || outcomes[*expression].error || outcomes[*expression].values.empty()) {
        return nullptr;
    }
    return outcomes[*expression].values.front();
}

std::unique_ptr<RefreshToken> refresh_token_of(const TokenSpec* spec, const Scope& settings,
                                               const std::string& base_dir)
{
    if (spec == nullptr || spec->refresh_token.empty()) {
        return nullptr;
    }
    const std::filesystem::path file = spec->refresh_file.text(settings, {}).value_or("");
    const bool is_relative = !file.empty() && file.is_relative() && !base_dir.empty();
    return std::make_unique<RefreshToken>(is_relative ? base_dir / file : file,
                                          spec->refresh_token.text(settings, {}).value_or(""));
}

} // namespace

TokenKeeper::TokenKeeper(TokenSpec* spec, const Json& settings, const std::string& base_dir)
    : spec_{spec}
{
    settings_.set("settings", settings);
    refresh_ = refresh_token_of(spec_, settings_, base_dir);
}

bool TokenKeeper::needed(model::Instant now) const
{
    return spec_ != nullptr && (!token_ || (until_ && now >= *until_));
}

std::string TokenKeeper::hint() const
{
    return refresh_ ? "sign in anew and write the new refresh token into the source's settings; it "
                      "counts as soon as it is another than the one that stands there"
                    : "no token: check the credentials in the source's settings";
}

void TokenKeeper::forget()
{
    token_.reset();
    if (refresh_) {
        refresh_->release();
    }
}

model::Result<Scope> TokenKeeper::prepare(model::Instant now)
{
    Scope scope{&settings_};
    scope.set("client_login", spec_->client_id.text(settings_, {}).value_or("") + ":" +
                                  spec_->client_secret.text(settings_, {}).value_or(""));
    if (refresh_) {
        if (auto reserved = refresh_->reserve(); !reserved) {
            return tl::unexpected(reserved.error());
        }
        sent_ = refresh_->text();
        scope.set("refresh_token", sent_);
    }
    if (spec_->saml) {
        const auto ms = std::to_string(now.time_since_epoch().count());
        auto assertion =
            saml_assertion(*spec_->saml, settings_, now, "_" + to_hex(sha256(ms)).substr(0, 32));
        if (!assertion) {
            return tl::unexpected(assertion.error());
        }
        scope.set("assertion", to_base64(*assertion));
    }
    return scope;
}

model::Result<void> TokenKeeper::take(const Answer& answer, const JqVariables& variables,
                                      model::Instant now)
{
    const auto outcomes = spec_->token.run(answer.json, variables);
    json_ = spec_->cookie.empty() ? first_of(outcomes, spec_->value)
                                  : Json(cookie_in(answer.cookie, spec_->cookie));
    const std::string token = text_of(json_);
    if (token.empty() || json_ == false) {
        return model::fail(ErrorKind::unauthorised, answer.url + " answered without a token",
                           "check the credentials in the source's settings");
    }
    token_ = token;
    set_life(first_of(outcomes, spec_->expires_in), now);
    const std::string rotated = text_of(first_of(outcomes, spec_->rotated));
    if (refresh_ && !rotated.empty() && rotated != sent_) {
        return refresh_->keep(rotated);
    }
    if (refresh_) {
        refresh_->release();
    }
    return {};
}

// A token is renewed a little before its end; some say that as a time, not as seconds from now.
void TokenKeeper::set_life(const Json& expires_in, model::Instant now)
{
    until_.reset();
    const Json number = expires_in.is_string()
                            ? Json::parse(expires_in.get<std::string>(), nullptr, false)
                            : expires_in;
    model::Duration life{0};
    if (spec_->lives) {
        life = *spec_->lives;
    } else if (number.is_number()) {
        const double seconds = number.get<double>();
        life = model::Duration{static_cast<std::int64_t>(seconds * 1000)};
        if (seconds > 1e9) {
            life -= now.time_since_epoch();
        }
    }
    if (life > model::Duration{0}) {
        until_ = now + life - std::min<model::Duration>(std::chrono::minutes{1}, life / 10);
    }
}

} // namespace rosterd::rest
