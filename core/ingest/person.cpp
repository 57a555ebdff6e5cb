#include "core/ingest/person.hpp"

#include <algorithm>

#include "core/ingest/dates.hpp"
#include "core/ingest/departments.hpp"
#include "core/ingest/headings.hpp"
#include "core/ingest/ids.hpp"
#include "core/ingest/leads.hpp"
#include "core/ingest/mail.hpp"
#include "core/ingest/numbers.hpp"
#include "core/ingest/phone.hpp"
#include "core/ingest/roles.hpp"
#include "core/ingest/words.hpp"
#include "core/model/fields.hpp"

namespace rosterd::ingest
{

namespace
{

class PersonReader
{
public:
    PersonReader(const Values& values, const IngestOptions& options, Notes& notes)
        : values_{values}, options_{options}, notes_{notes}
    {
    }

    model::Person read(const model::Origin& origin)
    {
        person_.origin = origin;
        read_ids();
        read_name();
        read_contact();
        read_texts();
        read_departments();
        read_manager();
        read_employment();
        read_account();
        read_rights();
        read_extensions();
        notes_.belong_to(person_.employee_id);
        return std::move(person_);
    }

private:
    const Value* value(Field field) const { return values_[field] ? &*values_[field] : nullptr; }

    std::string text(Field field)
    {
        return plain_text(values_, field, notes_).value_or(std::string{});
    }

    void note(const Remark& remark, Field field)
    {
        notes_.add(remark, name_of(field), value(field));
    }

    template <typename T>
    T noted(Cleaned<T> cleaned, Field field)
    {
        notes_.add_all(cleaned.remarks, name_of(field), value(field));
        return std::move(cleaned.value);
    }

    std::string id(Field field, std::size_t limit, std::string_view rule)
    {
        std::string out = plain_number(text(field), field, limit, values_, notes_);
        if (const auto character = unfit_character_in(out)) {
            note({rule, {}, {{"character", *character}}}, field);
        }
        return out;
    }

    // 员工UserID stands in for an empty 工号 of DingTalk's template, and where there is no column
    // for the employee id at all.
    void read_ids()
    {
        const bool faulty_before = notes_.faulty();
        person_.employee_id =
            id(Field::employee_id, model::kMaxEmployeeId, "employee_id.characters");
        const bool harmed = notes_.faulty() && !faulty_before;
        person_.userid = id(Field::userid, model::kMaxUserid, "userid.characters");
        const Value* const own = value(Field::employee_id);
        const bool may_stand_in = own == nullptr || is_job_number(own->heading);
        if (person_.employee_id.empty() && !harmed && may_stand_in) {
            person_.employee_id = person_.userid;
        }
        if (person_.employee_id.empty() && !harmed) {
            note({"employee_id.missing", {}, {}}, Field::employee_id);
        }
    }

    void read_name()
    {
        person_.name = text(Field::name);
        if (person_.name.empty()) {
            note({"name.missing", {}, {}}, Field::name);
        } else if (is_lost(person_.name)) {
            note({"text.lost", {}, {}}, Field::name);
        }
        check_length(person_.name, "name", model::kMaxName, value(Field::name), notes_);
    }

    void read_contact()
    {
        if (value(Field::mobile) != nullptr) {
            person_.mobile =
                noted(clean_mobile(text(Field::mobile), options_.region), Field::mobile);
        }
        if (value(Field::email) != nullptr) {
            person_.email = noted(clean_mail(text(Field::email)), Field::email);
        }
        if (value(Field::org_email) != nullptr) {
            person_.org_email = noted(clean_mail(text(Field::org_email)), Field::org_email);
        }
        if (value(Field::telephone) != nullptr) {
            person_.telephone = noted(clean_number(text(Field::telephone)), Field::telephone);
        }
    }

    void read_texts()
    {
        person_.title = plain_text(values_, Field::title, notes_);
        person_.level = plain_text(values_, Field::level, notes_);
        person_.work_place = plain_text(values_, Field::work_place, notes_);
        person_.remark = plain_text(values_, Field::remark, notes_);
        for (const model::TextField& field : model::kTextFields) {
            if (const model::Stated& stated = person_.*field.desired) {
                check_length(*stated, field.name, field.max_length, value(*field_named(field.name)),
                             notes_);
            }
        }
    }

    void read_departments()
    {
        const PathStyle style{options_.path_separators, options_.template_paths};
        if (value(Field::departments) != nullptr) {
            Cleaned<Departments> own = clean_departments(text(Field::departments), style);
            if (std::ranges::any_of(own.remarks, is_error)) {
                notes_.add_all(own.remarks, name_of(Field::departments), value(Field::departments));
                return; // whom the person leads can't be judged without them
            }
            person_.departments = noted(std::move(own), Field::departments);
        } else if (value(Field::department_id) != nullptr) {
            read_department_ids();
        }
        if (person_.departments && person_.departments->empty() && !notes_.faulty()) {
            note({"departments.empty", {}, {}}, Field::departments);
        }
        const Departments none;
        const Departments& of = person_.departments ? *person_.departments : none;
        person_.leads = noted(clean_leads(text(Field::leads), style, of), Field::leads);
    }

    void read_department_ids()
    {
        person_.departments.emplace();
        for (std::string& id : split_at(text(Field::department_id), U";,")) {
            id = noted(clean_number(id), Field::department_id);
            if (!id.empty()) {
                person_.departments->push_back(id.starts_with('#') ? id : "#" + id);
            }
        }
    }

    void read_manager()
    {
        if (value(Field::manager_id) == nullptr) {
            return;
        }
        person_.manager_id = noted(clean_number(text(Field::manager_id)), Field::manager_id);
        if (!person_.manager_id->empty() && *person_.manager_id == person_.employee_id) {
            note({"manager_id.self", {}, {}}, Field::manager_id);
            person_.manager_id.reset();
        }
    }

    void read_employment()
    {
        person_.employment = plain_text(values_, Field::employment, notes_);
        person_.effective_on = noted(clean_date(text(Field::effective_on)), Field::effective_on);
        person_.main_job = noted(clean_flag(text(Field::main_job)), Field::main_job);
        person_.previous_employee_id =
            id(Field::previous_employee_id, model::kMaxEmployeeId, "employee_id.characters");
        person_.hired_on = noted(clean_date(text(Field::hired_on)), Field::hired_on);
        person_.last_day = noted(clean_date(text(Field::last_day)), Field::last_day);
        // Of an employee's contract the end is no more than a date: it is renewed, as a rule.
        if (!person_.last_day && works_for_a_time(person_.employment.value_or(""))) {
            person_.last_day = noted(clean_date(text(Field::contract_end)), Field::contract_end);
        }
        person_.status = noted(clean_status(text(Field::status)), Field::status)
                             .value_or(model::EmploymentStatus::active);
        if (person_.hired_on && person_.last_day && *person_.last_day < *person_.hired_on) {
            note({"last_day.before_hired", {}, {{"hired_on", model::to_string(*person_.hired_on)}}},
                 Field::last_day);
        }
    }

    void read_account()
    {
        person_.account = noted(clean_account(text(Field::account)), Field::account);
        if (value(Field::login_id) != nullptr) {
            person_.login_id = noted(clean_number(text(Field::login_id)), Field::login_id);
        }
        person_.hide_mobile = noted(clean_flag(text(Field::hide_mobile)), Field::hide_mobile);
        person_.senior_mode = noted(clean_flag(text(Field::senior_mode)), Field::senior_mode);
        person_.time_zone = noted(clean_time_zone(text(Field::time_zone)), Field::time_zone);
    }

    void read_rights()
    {
        if (value(Field::roles) != nullptr) {
            person_.roles = noted(clean_roles(text(Field::roles)), Field::roles);
        }
        person_.attendance_group = plain_text(values_, Field::attendance_group, notes_);
    }

    // DingTalk's limit is on the whole object as JSON.
    void read_extensions()
    {
        const Value* longest = nullptr;
        for (const auto& [name, stated] : values_.extensions) {
            const std::string field = std::string{kExtension} + name;
            person_.ext[name] = plain_value(stated, field, TextKind::line, notes_);
            longest =
                longest == nullptr || stated.text.size() > longest->text.size() ? &stated : longest;
        }
        if (longest != nullptr) {
            check_length(model::Json(person_.ext).dump(), "ext", model::kMaxExtension, longest,
                         notes_);
        }
    }

    const Values& values_;
    const IngestOptions& options_;
    Notes& notes_;
    model::Person person_;
};

} // namespace

model::Person person_of(const Values& values, const model::Origin& origin,
                        const IngestOptions& options, Notes& notes)
{
    return PersonReader{values, options, notes}.read(origin);
}

} // namespace rosterd::ingest
