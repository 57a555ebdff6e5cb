#include "core/plan/owners.hpp"

#include <algorithm>

#include "core/plan/index.hpp"

namespace rosterd::plan
{

namespace
{

using model::FieldOwner;
using model::ObservedUser;
using model::Person;

constexpr std::string_view kExtension = "ext.";

const model::TextField* text_field(std::string_view name)
{
    const auto found = std::ranges::find(model::kTextFields, name, &model::TextField::name);
    return found == model::kTextFields.end() ? nullptr : &*found;
}

std::string in_words(bool flag)
{
    return flag ? "true" : "false";
}

std::optional<std::string> in_words(const std::optional<bool>& flag)
{
    return flag ? std::optional{in_words(*flag)} : std::nullopt;
}

std::string entry(const std::map<std::string, std::string>& extension, std::string_view name)
{
    const auto found = extension.find(std::string{name.substr(kExtension.size())});
    return found == extension.end() ? "" : found->second;
}

std::optional<std::string> said_by_hr(const Person& person, std::string_view name)
{
    if (const model::TextField* const text = text_field(name)) {
        return person.*text->desired;
    }
    if (name == "name") {
        return person.name;
    }
    if (name == "hired_on") {
        return person.hired_on ? std::optional{model::to_string(*person.hired_on)} : std::nullopt;
    }
    if (name == "hide_mobile") {
        return in_words(person.hide_mobile);
    }
    if (name == "senior_mode") {
        return in_words(person.senior_mode);
    }
    return person.ext.contains(std::string{name.substr(kExtension.size())})
               ? std::optional{entry(person.ext, name)}
               : std::nullopt;
}

// Midnight of the day, in one of the zones a day is stated in.
std::string day_of(std::int64_t unix_ms)
{
    if (unix_ms == 0) {
        return "";
    }
    const model::Instant noon{model::Duration{unix_ms} + std::chrono::hours{12}};
    return model::to_string(model::Date{std::chrono::floor<std::chrono::days>(noon)});
}

std::string had_by(const ObservedUser& account, std::string_view name)
{
    if (const model::TextField* const text = text_field(name)) {
        return account.*text->observed;
    }
    if (name == "name") {
        return account.name;
    }
    if (name == "hired_on") {
        return day_of(account.hired_date);
    }
    if (name == "hide_mobile") {
        return in_words(account.hide_mobile);
    }
    if (name == "senior_mode") {
        return in_words(account.senior_mode);
    }
    return entry(account.extension, name);
}

// The person without a say about the field.
void leave(Person& person, const ObservedUser& account, std::string_view name)
{
    if (const model::TextField* const text = text_field(name)) {
        (person.*text->desired).reset();
    } else if (name == "name") {
        person.name = account.name;
    } else if (name == "hired_on") {
        person.hired_on.reset();
    } else if (name == "hide_mobile") { // else the matrix would have a say
        person.hide_mobile = account.hide_mobile;
    } else if (name == "senior_mode") {
        person.senior_mode = account.senior_mode;
    } else {
        person.ext.erase(std::string{name.substr(kExtension.size())});
    }
}

bool same(std::string_view field, const std::string& a, const std::string& b)
{
    const bool mail = field == "email" || field == "org_email";
    return mail ? folded(a) == folded(b) : a == b;
}

bool is_hidden(const ObservedUser& account, std::string_view field)
{
    return field == "mobile" && (account.mobile.empty() || account.exclusive_account);
}

void heed(Target& target, const PlanInput& input)
{
    const ObservedUser& account = *target.account;
    std::shared_ptr<Person> wish;
    for (const OwnedField& field : owned_fields(*target.from, account, input.policy, input.now)) {
        if (field.stays) {
            if (!wish) {
                wish = std::make_shared<Person>(target.from->person);
            }
            leave(*wish, account, field.name);
        }
    }
    target.wish = std::move(wish);
}

} // namespace

model::FieldHistory seen(const std::optional<model::FieldHistory>& before, std::string_view field,
                         const std::string& hr, const std::string& dingtalk, model::Instant now)
{
    model::FieldHistory out = before.value_or(model::FieldHistory{{}, hr, now, dingtalk, now});
    if (!same(field, out.hr, hr)) {
        out.hr = hr;
        out.hr_since = now;
    }
    if (!same(field, out.dingtalk, dingtalk)) {
        out.dingtalk = dingtalk;
        out.dingtalk_since = now;
    }
    if (same(field, hr, dingtalk)) {
        out.agreed = hr;
    }
    return out;
}

bool is_dingtalks(const model::FieldHistory& history, std::string_view field)
{
    if (!history.agreed || same(field, history.dingtalk, *history.agreed)) {
        return false;
    }
    return same(field, history.hr, *history.agreed) || history.dingtalk_since > history.hr_since;
}

std::vector<OwnedField> owned_fields(const PersonCase& person, const ObservedUser& account,
                                     const model::Policy& policy, model::Instant now)
{
    std::vector<OwnedField> out;
    for (const auto& [name, owner] : policy.fields) {
        if (owner == FieldOwner::hr || is_hidden(account, name)) {
            continue;
        }
        OwnedField field{name, owner, said_by_hr(person.person, name), had_by(account, name)};
        field.differs = field.hr && !same(name, *field.hr, field.dingtalk);
        field.stays = owner == FieldOwner::dingtalk || !field.hr;
        // What is only found to be this person's has no history with HR.
        if (owner == FieldOwner::newest && field.hr && person.link) {
            const auto before = person.histories.find(name);
            field.history = seen(before == person.histories.end() ? std::nullopt
                                                                  : std::optional{before->second},
                                 name, *field.hr, field.dingtalk, now);
            field.stays = is_dingtalks(*field.history, name);
        }
        out.push_back(std::move(field));
    }
    return out;
}

std::map<std::string, std::optional<std::string>>
learned(const PersonCase& person, const ObservedUser& account, const model::Policy& policy,
        std::span<const std::string> names, model::Instant now)
{
    std::map<std::string, std::optional<std::string>> out;
    const auto learn = [&](const std::string& name, const std::string& value, bool known) {
        if (std::ranges::find(names, name) != names.end()) {
            out[name] = known || value.empty() ? std::nullopt : std::optional{value};
        }
    };
    learn("userid", account.userid, person.person.userid == account.userid);
    learn("unionid", account.unionid, false);
    learn("active", in_words(account.active), false);
    for (const OwnedField& field : owned_fields(person, account, policy, now)) {
        learn(field.name, field.dingtalk, !field.stays || (field.hr && !field.differs));
    }
    return out;
}

void heed_owners(Targets& targets, const PlanInput& input)
{
    if (input.policy.fields.empty()) {
        return;
    }
    for (Target& target : targets) {
        if (target.account != nullptr && target.fate == Fate::keep) {
            heed(target, input);
        }
    }
}

} // namespace rosterd::plan
