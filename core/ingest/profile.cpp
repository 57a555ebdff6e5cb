#include "core/ingest/profile.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace rosterd::ingest
{

namespace
{

using model::EmploymentStatus;
using model::Person;
using Text = std::optional<std::string_view>; // nullopt: not stated

struct TextField {
    std::string_view name;
    model::Stated Person::* value;
};

constexpr std::array kTexts{
    TextField{"mobile", &Person::mobile},
    TextField{"email", &Person::email},
    TextField{"org_email", &Person::org_email},
    TextField{"telephone", &Person::telephone},
    TextField{"title", &Person::title},
    TextField{"work_place", &Person::work_place},
    TextField{"remark", &Person::remark},
    TextField{"manager_id", &Person::manager_id},
    TextField{"login_id", &Person::login_id},
    TextField{"level", &Person::level},
    TextField{"attendance_group", &Person::attendance_group},
};
// These decide about access: emptied they are lost, too. Own fields come after them.
constexpr std::size_t kDeciding = kTexts.size() - 2;
constexpr std::array<std::string_view, 6> kOthers{"hired_on", "last_day", "status",
                                                  "account",  "roles",    "departments"};
constexpr std::size_t kFixed = kTexts.size() + kOthers.size();
constexpr std::size_t kDepartments = kFixed - 1;

std::string_view name_of(std::size_t field)
{
    return field < kTexts.size() ? kTexts[field].name : kOthers[field - kTexts.size()];
}

// What stands in each field; the person must outlive it.
class Values
{
public:
    explicit Values(const Person& person) : person_{person}
    {
        for (std::size_t i = 0; i < kTexts.size(); ++i) {
            texts_[i] = person.*kTexts[i].value;
        }
        Text* other = &texts_[kTexts.size()];
        *other++ = text_of(person.hired_on, hired_on_);
        *other++ = text_of(person.last_day, last_day_);
        *other++ =
            person.status == EmploymentStatus::terminated ? Text{"terminated"} : std::nullopt;
        *other++ = person.account ? Text{model::to_string(*person.account)} : std::nullopt;
        *other++ = person.roles ? Text{joined(*person.roles, roles_)} : std::nullopt;
        *other++ =
            person.departments ? Text{person.departments->empty() ? "" : "some"} : std::nullopt;
    }
    Values(const Values&) = delete;
    Values& operator=(const Values&) = delete;

    const Text& operator[](std::size_t field) const { return texts_[field]; }
    const std::map<std::string, std::string>& own() const { return person_.ext; }
    Text own(const std::string& name) const
    {
        const auto found = person_.ext.find(name);
        return found == person_.ext.end() ? std::nullopt : Text{found->second};
    }

    template <typename Take>
    void each(Take take) const // field, text
    {
        for (std::size_t i = 0; i < kFixed; ++i) {
            if (texts_[i] && !texts_[i]->empty()) {
                take(std::string{name_of(i)}, *texts_[i]);
            }
        }
        for (const auto& [name, text] : person_.ext) {
            if (!text.empty()) {
                take("ext." + name, std::string_view{text});
            }
        }
    }

private:
    static Text text_of(const std::optional<model::Date>& date, std::string& text)
    {
        if (!date) {
            return std::nullopt;
        }
        text = model::to_string(*date);
        return text;
    }

    static std::string_view joined(const std::vector<std::string>& roles, std::string& text)
    {
        for (const std::string& role : roles) {
            text += (text.empty() ? "" : ";") + role;
        }
        return text;
    }

    const Person& person_;
    std::string roles_;
    std::string hired_on_;
    std::string last_day_;
    std::array<Text, kFixed> texts_;
};

// Tells `found` of a field in which `was` is lost, with the field whose former value `is` may be.
template <typename Name, typename Found>
void compare(const Values& before, const Text& was, const Text& is, bool decides, Name name,
             Found found)
{
    if (!was || was->empty() || was == is) {
        return;
    }
    if (!is || (decides && is->empty())) {
        found(name(), std::string{});
    } else if (decides) {
        before.each([&](const std::string& other, std::string_view text) {
            if (text == *is) {
                found(name(), other);
            }
        });
    }
}

// By their status alone: no day of hiring that is new, or still to come, says the same.
bool comes_back(const Restated& one)
{
    const EmploymentStatus was = one.before->status;
    if (one.now->status != EmploymentStatus::active) {
        return false;
    }
    return was == EmploymentStatus::terminated
               ? one.before->hired_on == one.now->hired_on
               : was == EmploymentStatus::prehire && !one.now->hired_on;
}

} // namespace

void count(Profile& profile, const Person& person, std::int64_t times)
{
    Values{person}.each(
        [&](const std::string& field, std::string_view) { profile[field] += times; });
    if (person.status == EmploymentStatus::prehire || person.status == EmploymentStatus::leave) {
        profile["status.other"] += times;
    }
}

void Losses::look_at(const Restated& one, std::int64_t times)
{
    const Values before{*one.before};
    const Values now{*one.now};
    const auto found = [&](std::string field, std::string from) {
        found_[{std::move(field), std::move(from)}] += times;
    };
    for (std::size_t i = 0; i < kFixed; ++i) {
        const bool decides = i >= kDeciding && i != kDepartments;
        compare(before, before[i], now[i], decides, [&] { return std::string{name_of(i)}; }, found);
    }
    for (const auto& [name, text] : before.own()) {
        compare(before, text, now.own(name), true, [&] { return "ext." + name; }, found);
    }
    if (comes_back(one)) {
        back_ += times;
    }
    if (one.before->last_day && !one.now->last_day && one.before->hired_on == one.now->hired_on) {
        last_days_[*one.before->last_day] += times;
    }
    swaps_.look_at(*one.before, *one.now, times);
}

namespace
{

bool stood_elsewhere(const model::Date& day, const Person& before)
{
    const std::string text = model::to_string(day);
    bool found = false;
    Values{before}.each([&](const std::string& field, std::string_view value) {
        found = found || (field != "last_day" && value == text);
    });
    return found;
}

} // namespace

std::vector<Person> newly_leaving(std::span<const Restated> people)
{
    std::vector<Person> out;
    for (const Restated& one : people) {
        const bool left = one.now->status == EmploymentStatus::terminated &&
                          one.before->status != EmploymentStatus::terminated;
        const bool dated = one.now->last_day && one.now->last_day != one.before->last_day &&
                           !stood_elsewhere(*one.now->last_day, *one.before);
        if (left || dated) {
            Person& person = out.emplace_back(*one.before);
            person.status = left ? EmploymentStatus::terminated : person.status;
            person.last_day = dated ? one.now->last_day : person.last_day;
            person.origin = one.now->origin;
        }
    }
    return out;
}

} // namespace rosterd::ingest
