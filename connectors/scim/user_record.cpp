#include "connectors/scim/user_record.hpp"

#include <algorithm>

#include "connectors/sdk/shelf.hpp"

namespace rosterd::scim_source
{

namespace
{

using model::Json;

const Json& at(const Json& object, const std::string& name)
{
    static const Json none;
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() ? *found : none;
}

std::optional<std::string> text_of(const Json& value)
{
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (value.is_boolean() || value.is_number()) {
        return value.dump();
    }
    return std::nullopt;
}

// The value of this type; without one, and if `any_other`, the primary one or the first.
std::optional<std::string> of_type(const Json& list, const std::string& type, bool any_other)
{
    const Json* best = nullptr;
    for (const Json& one : list) {
        const bool fits = text_of(at(one, "type")) == type;
        const bool primary = at(one, "primary") == true;
        if (fits) {
            return text_of(at(one, "value"));
        }
        if (any_other && (best == nullptr || primary)) {
            best = &one;
        }
    }
    return best != nullptr ? text_of(at(*best, "value")) : std::nullopt;
}

// "tel:+852-5123-4567;ext=9" (RFC 3966) is written without its scheme and parameters.
std::string plain_number(std::string number)
{
    if (number.starts_with("tel:")) {
        number = number.substr(4, number.find(';') - 4);
    }
    return number;
}

bool is_cjk(const std::string& text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

std::optional<std::string> name_of(const Json& user)
{
    const Json& name = at(user, "name");
    for (const Json* whole : {&at(user, "displayName"), &at(name, "formatted")}) {
        if (auto text = text_of(*whole); text && !text->empty()) {
            return text;
        }
    }
    const std::string family = text_of(at(name, "familyName")).value_or("");
    const std::string given = text_of(at(name, "givenName")).value_or("");
    if (family.empty() || given.empty()) {
        return family.empty() && given.empty() ? std::nullopt : std::optional{family + given};
    }
    return is_cjk(family) || is_cjk(given) ? family + given : given + " " + family;
}

class Cells
{
public:
    Cells(model::Record& record, const std::function<bool(const std::string&)>& is_wanted)
        : record_{record}, is_wanted_{is_wanted}
    {
    }

    void state(const char* heading, const std::optional<std::string>& text)
    {
        if (text) {
            record_.cells.push_back({heading, *text});
        }
    }

    void offer(const std::string& heading, const Json& value)
    {
        const auto text = text_of(value);
        const auto same = [&](const model::Cell& cell) { return cell.heading == heading; };
        if (text && is_wanted_ && is_wanted_(heading) &&
            std::ranges::none_of(record_.cells, same)) {
            record_.cells.push_back({heading, *text});
        }
    }

private:
    model::Record& record_;
    const std::function<bool(const std::string&)>& is_wanted_;
};

// "emails.home", "addresses.work.locality"
void offer_list(const std::string& name, const Json& list, Cells& cells)
{
    for (const Json& one : list) {
        const std::string type = text_of(at(one, "type")).value_or("");
        if (type.empty() || !one.is_object()) {
            continue;
        }
        std::string before = name;
        before.append(".").append(type);
        cells.offer(before, at(one, "value"));
        for (const auto& [part, value] : one.items()) {
            cells.offer(std::string{before}.append(".").append(part), value);
        }
    }
}

void offer_the_rest(const Json& user, Cells& cells)
{
    for (const auto& [name, value] : user.items()) {
        const bool extension = name.starts_with("urn:");
        if (value.is_array()) {
            offer_list(name, value, cells);
        } else if (!value.is_object()) {
            cells.offer("user." + name, value);
        } else {
            const std::string before = name == kEnterprise ? "enterprise." : name + ".";
            for (const auto& [part, inner] : value.items()) {
                cells.offer(extension && name != kEnterprise ? part : before + part, inner);
            }
        }
    }
}

// What the writer had stated and took back is stated to be empty, so that it goes in DingTalk, too.
std::optional<std::string> or_cleared(std::optional<std::string> text, const Json& user,
                                      const char* attribute)
{
    return !text && is_cleared(user, attribute) ? std::optional<std::string>{""} : text;
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string out;
    for (const std::string& one : texts) {
        out.append(out.empty() ? "" : ";").append(one);
    }
    return out;
}

} // namespace

bool is_cleared(const Json& user, const std::string& attribute)
{
    const Json& cleared = at(user, sdk::Shelf::kCleared);
    return std::ranges::find(cleared, Json(attribute)) != cleared.end();
}

std::string identity_of(const Json& user, const std::string& attribute)
{
    const Json& place = attribute == "employeeNumber" ? at(user, kEnterprise) : user;
    return text_of(at(place, attribute)).value_or("");
}

model::Record record_of(const Json& user, const std::string& employee_id, const Around& around,
                        const std::function<bool(const std::string&)>& is_wanted)
{
    model::Record record;
    Cells cells{record, is_wanted};
    cells.state("employee_id", employee_id);
    cells.state("name", name_of(user));
    if (const auto number = of_type(at(user, "phoneNumbers"), "mobile", false)) {
        cells.state("mobile", plain_number(*number));
    }
    cells.state("email", or_cleared(of_type(at(user, "emails"), "work", true), user, "emails"));
    cells.state("title", or_cleared(text_of(at(user, "title")), user, "title"));
    cells.state("manager_id", around.manager_id);
    if (around.departments) {
        cells.state("departments", joined(*around.departments));
    }
    if (const Json& active = at(user, "active"); active.is_boolean()) {
        cells.state("status", active.get<bool>() ? "active" : "terminated");
    }
    offer_the_rest(user, cells);
    return record;
}

} // namespace rosterd::scim_source
