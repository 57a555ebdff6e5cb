#include "daemon/sandbox/seed.hpp"

#include <array>
#include <fstream>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "core/model/paths.hpp"
#include "daemon/sandbox/mobile.hpp"
#include "daemon/sandbox/seed_roster.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::array<std::pair<const char*, std::string User::*>, 9> kTexts{{
    {"name", &User::name},
    {"email", &User::email},
    {"org_email", &User::org_email},
    {"telephone", &User::telephone},
    {"title", &User::title},
    {"work_place", &User::work_place},
    {"remark", &User::remark},
    {"manager_id", &User::manager_userid},
    {"login_id", &User::login_id},
}};

std::vector<std::string> paths_in(const Json& person, const char* field)
{
    const auto found = person.find(field);
    std::vector<std::string> paths;
    if (found == person.end()) {
        return paths;
    }
    if (found->is_array()) {
        return found->get<std::vector<std::string>>();
    }
    std::string_view text = found->get_ref<const std::string&>();
    while (!text.empty()) {
        const auto end = text.find(';');
        paths.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return paths;
}

class Seeder
{
public:
    Seeder(Organisation& organisation, const Rules& rules, model::Instant now)
        : organisation_{organisation}, rules_{rules}, now_{now}
    {
    }

    void add(const Json& person)
    {
        auto user = user_of(person);
        const auto userid = user.userid;
        for (const auto& path : paths_in(person, "leads")) {
            leaders_[department_of(path)].push_back(userid);
        }
        organisation_.restore_user(std::move(user));
        ++count_;
    }

    std::size_t finish()
    {
        organisation_.relink_managers();
        for (const auto& [id, userids] : leaders_) {
            auto department = *organisation_.department(id);
            department.managers = userids;
            organisation_.restore_department(std::move(department));
        }
        return count_;
    }

private:
    User user_of(const Json& person)
    {
        User user;
        const auto employee_id = person.value("employee_id", "");
        user.userid = person.value("userid", employee_id);
        user.job_number = employee_id;
        for (const auto& [field, member] : kTexts) {
            user.*member = person.value(field, "");
        }
        if (const auto mobile = parse_mobile(person.value("mobile", ""), rules_.region)) {
            user.state_code = mobile->state_code;
            user.mobile = mobile->number;
        }
        if (const auto hired = model::parse_date(person.value("hired_on", ""))) {
            user.hired_date = model::to_unix_ms(*hired);
        }
        if (const auto account = person.value("account", "ordinary"); account != "ordinary") {
            user.exclusive_type = account;
        }
        user.extension = person.value("ext", Json{});
        user.hide_mobile = person.value("hide_mobile", false);
        user.senior_mode = person.value("senior_mode", false);
        user.active = person.value("active", false);
        user.create_time = model::to_string(now_);
        for (const auto& path : paths_in(person, "departments")) {
            user.positions.push_back({department_of(path), 0, "", "", false});
        }
        if (user.positions.empty()) {
            user.positions.push_back({model::kCompanyRoot, 0, "", "", false});
        }
        return user;
    }

    DeptId department_of(const std::string& stated)
    {
        const auto path = stated.starts_with('/') ? stated : "/" + stated;
        if (path == "/") {
            return model::kCompanyRoot;
        }
        if (const auto known = known_.find(path); known != known_.end()) {
            return known->second;
        }
        Department department;
        department.parent_id = department_of(model::parent_of(path));
        department.name = model::leaf_of(path);
        const auto made = organisation_.add_department(department, rules_);
        if (!made) {
            throw std::runtime_error("department " + path + ": " + made.error().message);
        }
        return known_[path] = *made;
    }

    Organisation& organisation_;
    const Rules& rules_;
    model::Instant now_;
    std::unordered_map<std::string, DeptId> known_;
    std::map<DeptId, std::vector<std::string>> leaders_;
    std::size_t count_ = 0;
};

// The library's words without its numbering: "[json.exception.parse_error.101] parse error at ..."
std::string plain(std::string_view what)
{
    const auto end = what.starts_with("[json.") ? what.find("] ") : std::string_view::npos;
    return std::string{end == std::string_view::npos ? what : what.substr(end + 2)};
}

// Each person is handed over and dropped as soon as its object ends, so that a million people never
// stand in memory as JSON.
void parse_people(std::istream& in, Seeder& seeder)
{
    std::vector<int> people_depth;
    const auto on_event = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::array_start && people_depth.empty()) {
            people_depth.push_back(depth + 1);
        }
        const bool person = event == Json::parse_event_t::object_end && !people_depth.empty() &&
                            depth == people_depth.front();
        if (person) {
            seeder.add(parsed);
        }
        return !person;
    };
    const auto rest = Json::parse(in, on_event);
    if (rest.is_discarded() || people_depth.empty()) {
        throw std::runtime_error("it holds no list of people");
    }
}

// A roster as HR keeps it; people in quarantine are left out, as a sync would.
model::Result<std::size_t> seed_from_roster(Organisation& organisation, const std::string& path,
                                            const Rules& rules, model::Instant now)
{
    const auto people = read_roster(path, rules.region, std::chrono::floor<std::chrono::days>(now));
    if (!people) {
        return tl::unexpected(people.error());
    }
    Seeder seeder{organisation, rules, now};
    for (const Json& person : *people) {
        seeder.add(person);
    }
    return seeder.finish();
}

bool is_json(const std::string& path)
{
    std::ifstream in{path, std::ios::binary};
    char first = 0;
    in >> first;
    return first == '[' || first == '{';
}

} // namespace

model::Result<std::size_t> seed_from_file(Organisation& organisation, const std::string& path,
                                          const Rules& rules, model::Instant now)
{
    if (!is_json(path)) {
        return seed_from_roster(organisation, path, rules, now);
    }
    std::ifstream in{path, std::ios::binary};
    if (!in) {
        return model::fail(model::ErrorKind::not_found, "cannot read the seed " + path,
                           "name an existing JSON file of people");
    }
    Seeder seeder{organisation, rules, now};
    try {
        parse_people(in, seeder);
    } catch (const std::exception& wrong) {
        return model::fail(model::ErrorKind::invalid,
                           "the seed " + path + " cannot be used: " + plain(wrong.what()),
                           "write a JSON list of people in canonical fields, or name a roster "
                           "(CSV or .xlsx)");
    }
    return seeder.finish();
}

} // namespace rosterd::sandbox
