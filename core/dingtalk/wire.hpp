// The JSON forms of the Open API: what rosterd says, as DingTalk wants it written; what DingTalk
// says, as the model's values. Scalars may come as strings, as the documentation prints them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/observed.hpp"

namespace rosterd::dingtalk
{

// Tolerant reads of one key; a missing or null one is empty, 0 or false.
std::string text_of(const model::Json& object, const char* key);
std::int64_t number_of(const model::Json& object, const char* key); // exact in 64 bits
bool flag_of(const model::Json& object, const char* key);
std::vector<std::int64_t> numbers_of(const model::Json& object, const char* key);
std::vector<std::string> texts_of(const model::Json& object, const char* key);

// A list of objects or scalars: an array, the text of one, "1,2,3", or its only element alone.
std::vector<model::Json> items_of(const model::Json& object, const char* key);
// An object, or the text of one; an empty object where there is none.
model::Json object_of(const model::Json& object, const char* key);
model::Json result_of(const model::Json& answer); // object_of `result`

// "2,3,4": how DingTalk wants lists in requests.
std::string comma_list(const std::vector<std::int64_t>& ids);
std::string comma_list(const std::vector<std::string>& ids);

// A number as rosterd writes it, from the two fields DingTalk answers [query-user-details]:
// mainland numbers bare in a mainland company (region "CN"), everything else "+CC-NUMBER".
std::string mobile_of(const std::string& mobile, const std::string& state_code,
                      std::string_view region);

// An item of user/get or user/list. The main department stands first where `dept_position_list`
// names it.
model::ObservedUser user_of(const model::Json& item, std::string_view region);
// An item of department/get or department/listsub. listsub tells no order: it stays 0.
model::ObservedDepartment department_of(const model::Json& item);

// Bodies of create calls: nulls and empty values are left out.
model::Json creation_form(const model::Json& fields);
// Body of user/update. What is stated empty is sent empty; a cleared manager goes by
// `force_update_fields`; `login_id` is `loginId` here [update-dedicated-accounts-information].
model::Json user_update_form(const model::Json& fields);
// Body of department/update. An empty list of managers must not be sent, only forced
// [address-book-update-department].
model::Json department_update_form(const model::Json& fields);

} // namespace rosterd::dingtalk
