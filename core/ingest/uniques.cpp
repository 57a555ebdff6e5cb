#include "core/ingest/uniques.hpp"

#include "core/ingest/text.hpp"

namespace rosterd::ingest
{

namespace
{

using model::Person;

template <model::Stated Person::* member>
std::string stated(const Person& person)
{
    return (person.*member).value_or(std::string{});
}

} // namespace

const std::array<Unique, 6>& uniques()
{
    static const std::array<Unique, 6> all{{
        {"employee_id", [](const Person& p) { return p.employee_id; }, false, false},
        {"mobile", stated<&Person::mobile>, false, true},
        {"email", stated<&Person::email>, true, true},
        {"org_email", stated<&Person::org_email>, true, true},
        {"telephone", stated<&Person::telephone>, false, true},
        {"userid", [](const Person& p) { return p.userid; }, false, false},
    }};
    return all;
}

bool holds(const Person& person, const Unique& unique, const std::optional<model::Date>& today)
{
    const bool left = person.status == model::EmploymentStatus::terminated ||
                      (today && person.last_day && *person.last_day < *today);
    return !unique.given_up || !left;
}

std::string held_value(const Person& person, const Unique& unique,
                       const std::optional<model::Date>& today)
{
    std::string value = unique.value(person);
    if (value.empty() || !holds(person, unique, today)) {
        return {};
    }
    return unique.is_mail ? to_lower_ascii(value) : value;
}

} // namespace rosterd::ingest
