#include "core/model/document.hpp"

#include <array>
#include <unordered_map>

#include "core/model/document_values.hpp"

namespace rosterd::model
{

namespace document
{
namespace
{

template <typename T>
struct Field {
    std::string_view name;
    void (*read)(T&, element);
    bool (*write)(std::string&, const T&);
};

template <auto member, typename T>
constexpr Field<T> field(std::string_view name)
{
    return {name, [](T& value, element from) { read(value.*member, from); },
            [](std::string& out, const T& value) { return write(out, value.*member); }};
}

template <auto member>
constexpr auto of_origin = field<member, Origin>;
template <auto member>
constexpr auto of_person = field<member, Person>;
template <auto member>
constexpr auto of_user = field<member, ObservedUser>;

constexpr std::array kOriginFields{
    of_origin<&Origin::source>("source"),
    of_origin<&Origin::where>("where"),
    of_origin<&Origin::file>("file"),
    of_origin<&Origin::row>("row"),
};

constexpr std::array kPersonFields{
    of_person<&Person::employee_id>("employee_id"),
    of_person<&Person::name>("name"),
    of_person<&Person::mobile>("mobile"),
    of_person<&Person::email>("email"),
    of_person<&Person::org_email>("org_email"),
    of_person<&Person::telephone>("telephone"),
    of_person<&Person::title>("title"),
    of_person<&Person::level>("level"),
    of_person<&Person::employment>("employment"),
    of_person<&Person::work_place>("work_place"),
    of_person<&Person::remark>("remark"),
    of_person<&Person::manager_id>("manager_id"),
    of_person<&Person::login_id>("login_id"),
    of_person<&Person::departments>("departments"),
    of_person<&Person::leads>("leads"),
    of_person<&Person::hired_on>("hired_on"),
    of_person<&Person::last_day>("last_day"),
    of_person<&Person::status>("status"),
    of_person<&Person::account>("account"),
    of_person<&Person::userid>("userid"),
    of_person<&Person::hide_mobile>("hide_mobile"),
    of_person<&Person::senior_mode>("senior_mode"),
    of_person<&Person::roles>("roles"),
    of_person<&Person::attendance_group>("attendance_group"),
    of_person<&Person::time_zone>("time_zone"),
    of_person<&Person::previous_employee_id>("previous_employee_id"),
    of_person<&Person::effective_on>("effective_on"),
    of_person<&Person::main_job>("main_job"),
    of_person<&Person::ext>("ext"),
    of_person<&Person::origin>("origin"),
};

constexpr std::array kUserFields{
    of_user<&ObservedUser::userid>("userid"),
    of_user<&ObservedUser::unionid>("unionid"),
    of_user<&ObservedUser::name>("name"),
    of_user<&ObservedUser::mobile>("mobile"),
    of_user<&ObservedUser::email>("email"),
    of_user<&ObservedUser::org_email>("org_email"),
    of_user<&ObservedUser::telephone>("telephone"),
    of_user<&ObservedUser::job_number>("job_number"),
    of_user<&ObservedUser::title>("title"),
    of_user<&ObservedUser::work_place>("work_place"),
    of_user<&ObservedUser::remark>("remark"),
    of_user<&ObservedUser::manager_userid>("manager_userid"),
    of_user<&ObservedUser::hired_date>("hired_date"),
    of_user<&ObservedUser::hide_mobile>("hide_mobile"),
    of_user<&ObservedUser::senior_mode>("senior_mode"),
    of_user<&ObservedUser::active>("active"),
    of_user<&ObservedUser::admin>("admin"),
    of_user<&ObservedUser::boss>("boss"),
    of_user<&ObservedUser::disabled>("disabled"),
    of_user<&ObservedUser::exclusive_account>("exclusive_account"),
    of_user<&ObservedUser::login_id>("login_id"),
    of_user<&ObservedUser::dept_ids>("dept_ids"),
    of_user<&ObservedUser::extension>("extension"),
};

template <typename T, std::size_t N>
T read_object(const std::array<Field<T>, N>& fields, element from)
{
    static const auto by_name = [&] {
        std::unordered_map<std::string_view, const Field<T>*> out;
        for (const Field<T>& one : fields) {
            out[one.name] = &one;
        }
        return out;
    }();
    T out;
    for (const auto [name, value] : simdjson::dom::object{from}) {
        if (const auto found = by_name.find(name); found != by_name.end()) {
            found->second->read(out, value);
        }
    }
    return out;
}

template <typename T, std::size_t N>
void write_object(std::string& out, const std::array<Field<T>, N>& fields, const T& value)
{
    char before = '{';
    for (const Field<T>& one : fields) {
        const std::size_t size = out.size();
        out += before;
        out.append("\"").append(one.name).append("\":");
        if (one.write(out, value)) {
            before = ',';
        } else {
            out.resize(size);
        }
    }
    out += before == '{' ? "{}" : "}";
}

template <typename T, std::size_t N>
T parsed(const std::array<Field<T>, N>& fields, std::string_view document)
{
    thread_local simdjson::dom::parser parser; // keeps its buffers
    try {
        return read_object(fields, parser.parse(document.data(), document.size()));
    } catch (const simdjson::simdjson_error& error) {
        throw DamagedDocument{std::string{"a stored document is damaged: "} + error.what()};
    }
}

} // namespace

void read(Origin& to, element from)
{
    to = read_object(kOriginFields, from);
}
bool write(std::string& out, const Origin& origin)
{
    write_object(out, kOriginFields, origin);
    return origin != Origin{};
}

} // namespace document

std::string document_of(const Person& person)
{
    std::string out;
    document::write_object(out, document::kPersonFields, person);
    return out;
}

std::string document_of(const ObservedUser& user)
{
    std::string out;
    document::write_object(out, document::kUserFields, user);
    return out;
}

Person person_in(std::string_view document)
{
    return document::parsed(document::kPersonFields, document);
}

ObservedUser user_in(std::string_view document)
{
    return document::parsed(document::kUserFields, document);
}

} // namespace rosterd::model
