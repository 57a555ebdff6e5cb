#include "daemon/sandbox/user_fields.hpp"

#include <algorithm>

namespace rosterd::sandbox
{

namespace
{

bool is_mail(std::string_view text)
{
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
           text.find(' ') == std::string_view::npos;
}

// The catalogue of errors quotes smaller limits for two fields than their pages: see Rules.
std::size_t most_characters(const UserText& field, const Rules& rules)
{
    if (!rules.catalogue_text_limits) {
        return field.most;
    }
    return field.errcode == 40064 ? 50 : field.errcode == 40065 ? 1024 : field.most;
}

// An empty text clears: not documented, and the Java SDK cannot send it; see the reference.
void read_texts(User& user, const Rules& rules, Parameters& parameters)
{
    for (const auto& field : kUserTexts) {
        const auto value = parameters.text(field.name);
        const bool mail = field.errcode == 60105;
        const bool ignored = field.name == "name" || !rules.empty_text_clears;
        if (!value || (value->empty() && ignored)) {
            continue;
        }
        if (characters(*value) > most_characters(field, rules) ||
            (mail && !value->empty() && !is_mail(*value))) {
            parameters.refuse_with(refuse(field.errcode, std::string{field.name}));
        }
        user.*field.member = *value;
    }
}

// `dept_id_list` replaces the whole list; departments that stay keep their order and title.
void read_departments(User& user, const Rules& rules, Parameters& parameters, std::size_t most)
{
    const auto* sent = parameters.find("dept_id_list");
    if (sent != nullptr && sent->is_array() && !rules.takes_department_arrays) {
        parameters.refuse_with(refuse(400002, "dept_id_list"));
    }
    const auto ids = parameters.integers("dept_id_list");
    if (!ids || ids->empty()) {
        return;
    }
    if (ids->size() > most) {
        parameters.refuse_with(refuse(40066));
    }
    std::vector<Position> positions;
    for (const auto id : *ids) {
        const auto* present = position_in(user, id);
        positions.push_back(present == nullptr ? Position{id, 0, "", "", false} : *present);
    }
    user.positions = std::move(positions);
}

// The user's position named by one entry of a dept_..._list.
Position* named_position(User& user, Parameters& entry)
{
    entry.need({"dept_id"});
    const auto id = entry.integer("dept_id");
    const auto found = std::ranges::find(user.positions, id.value_or(0), &Position::dept_id);
    if (found == user.positions.end()) {
        entry.refuse_with(refuse(40009, "dept_id"));
        return nullptr;
    }
    return &*found;
}

template <typename Apply>
void read_position_list(User& user, Parameters& parameters, std::string_view name, Apply apply)
{
    auto objects = parameters.objects(name).value_or(std::vector<Json>{});
    if (objects.size() > (name == "dept_position_list" ? 999 : 100)) {
        parameters.refuse_with(refuse(400002, std::string{name}));
    }
    for (auto& object : objects) {
        Parameters entry{std::move(object)};
        if (auto* position = named_position(user, entry)) {
            apply(*position, entry);
        }
        if (entry.refused()) {
            parameters.refuse_with(entry.refusal());
        }
    }
}

void read_positions(User& user, Parameters& parameters)
{
    read_position_list(user, parameters, "dept_order_list", [](Position& at, Parameters& entry) {
        at.order = entry.integer("order").value_or(at.order);
    });
    read_position_list(user, parameters, "dept_title_list", [](Position& at, Parameters& entry) {
        at.title = entry.text("title").value_or(at.title);
    });
    if (!parameters.has("dept_position_list")) {
        return;
    }
    for (auto& position : user.positions) {
        position.is_main = false;
    }
    read_position_list(user, parameters, "dept_position_list", [](Position& at, Parameters& entry) {
        at.title = entry.text("title").value_or(at.title);
        at.work_place = entry.text("work_place").value_or(at.work_place);
        at.is_main = entry.flag("is_main").value_or(false);
    });
    if (std::ranges::count(user.positions, true, &Position::is_main) != 1) {
        parameters.refuse_with(refuse(400002, "dept_position_list: exactly one is_main"));
    }
}

// Default mode 0 overwrites the whole set, mode 1 merges [user-information-update].
void read_extension(User& user, const Rules& rules, Parameters& parameters)
{
    const auto sent = parameters.object("extension");
    const auto mode = parameters.integer("ext_attrs_update_mode").value_or(0);
    if (!sent) {
        return;
    }
    if (characters(sent->dump(-1, ' ', false, Json::error_handler_t::replace)) > 2000) {
        parameters.refuse_with(refuse(60119));
    }
    auto next = mode == 1 && user.extension.is_object() ? user.extension : Json::object();
    for (const auto& [key, value] : sent->items()) {
        if (!rules.custom_fields || rules.custom_fields->contains(key)) {
            next[key] = value;
        } else if (rules.refuses_unknown_custom_fields) {
            parameters.refuse_with(refuse(60119, key));
        }
    }
    user.extension = next.empty() ? Json{} : std::move(next);
}

void read_manager(User& user, Parameters& parameters)
{
    if (parameters.has("manager_userid")) {
        user.manager_userid = parameters.text("manager_userid").value_or("");
        user.manager_number = 0; // named now, and not carried over
    } else if (forces(parameters, "manager_userid")) {
        user.manager_userid.clear();
    }
}

} // namespace

bool forces(Parameters& parameters, std::string_view field)
{
    const auto forced =
        parameters.texts("force_update_fields").value_or(std::vector<std::string>{});
    return std::ranges::find(forced, field) != forced.end();
}

void read_user_fields(User& user, const Company& company, Parameters& parameters,
                      std::size_t most_departments)
{
    read_texts(user, company.rules, parameters);
    read_departments(user, company.rules, parameters, most_departments);
    read_positions(user, parameters);
    read_extension(user, company.rules, parameters);
    read_manager(user, parameters);
    if (auto translations = parameters.object("extension_i18n")) {
        user.extension_i18n = std::move(*translations);
    }
    const bool emptied = parameters.mentions("hired_date") && !parameters.has("hired_date");
    if (emptied && company.rules.clears_hired_date) {
        user.hired_date = 0;
    } else if (const auto hired = parameters.integer("hired_date")) {
        if (*hired < (company.rules.clears_hired_date ? 0 : 1)) {
            parameters.refuse_with(refuse(400002, "hired_date"));
        }
        user.hired_date = *hired;
    }
    user.hide_mobile = parameters.flag("hide_mobile").value_or(user.hide_mobile);
    user.senior_mode = parameters.flag("senior_mode").value_or(user.senior_mode);
}

} // namespace rosterd::sandbox
