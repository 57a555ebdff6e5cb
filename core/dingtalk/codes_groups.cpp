// The old style's codes about chat groups, work notifications and group robots
// [server-api-error-codes-1], [custom-robots-send-group-messages].
#include <array>

#include "core/dingtalk/code_advice.hpp"
#include "core/dingtalk/code_tables.hpp"

namespace rosterd::dingtalk
{

namespace
{

using enum RetryClass;
using enum Special;

// clang-format off: one row a meaning, one line a language: zh-TW, zh-CN, en
constexpr std::array kGroups{
    CodeFact{"49000 40016", bad_data, usual, {{
        {"群組標識欠缺或無效。", "檢查群組是否已解散。"},
        {"群标识欠缺或无效。", "检查群是否已解散。"},
        {"The chat's id is missing or not valid.", "See whether the group was dissolved."}}}},
    CodeFact{"49004", bad_data, usual, {{
        {"同一人既要加入又要移出群組。", "核對兩份名單。"},
        {"同一人既要加入又要移出群。", "核对两份名单。"},
        {"Somebody is both added to and removed from the group.", "Compare the two lists."}}}},
    CodeFact{"49005 49011 49012", bad_data, usual, {{
        {"群組成員太多。", "減少成員，或分成幾個群組。"},
        {"群成员太多。", "减少成员，或分成几个群。"},
        {"The group has too many members.", "Take fewer, or make several groups."}}}},
    CodeFact{"49007", permanent, usual, {{
        {"群組數目已達上限。", "解散不再使用的群組。"},
        {"群数量已达上限。", "解散不再使用的群。"},
        {"There are too many groups.", "Dissolve some that are not used."}}}},
    CodeFact{"49009", bad_data, usual, {{
        {"內部群不能加入外部人員。", "刪去名單中的外部人員。"},
        {"内部群不能加入外部人员。", "删去名单中的外部人员。"},
        {"An internal group can't hold people from outside.", "Take them out of the list."}}}},
    CodeFact{"49010", bad_data, usual, {{
        {"群組沒有成員。", "至少加入一人。"},
        {"群没有成员。", "至少加入一人。"},
        {"The group has no members.", "Name at least one."}}}},
    CodeFact{"49013", bad_data, usual, {{
        {"群組沒有群主。", "指定一名群主。"},
        {"群没有群主。", "指定一名群主。"},
        {"The group has no owner.", "Name one."}}}},
    CodeFact{"49014", bad_data, usual, with({
         "群主類型無效。",
         "群主类型无效。",
         "The group's owner type is not valid."},
        kReport)},
    CodeFact{"49015", bad_data, usual, {{
        {"群組名稱無效。", "1 至 20 字。"},
        {"群名称无效。", "1 至 20 字。"},
        {"The group's name is not valid.", "1 to 20 characters."}}}},
    CodeFact{"49020 49021 49022 49023", bad_data, usual, {{
        {"此人須先同意才能加入群組。", "請此人在釘釘內同意。"},
        {"此人须先同意才能加入群。", "请此人在钉钉内同意。"},
        {"The person has to agree to join the group.", "Ask the person to agree in DingTalk."}}}},
    CodeFact{"60124", bad_data, usual, {{
        {"此人不在群組內。", "先把此人加入群組。"},
        {"此人不在群内。", "先把此人加入群。"},
        {"The person is not in the group.", "Add the person first."}}}},
    CodeFact{"143103", wait, usual, {{
        {"應用每分鐘的通知數目已達上限。", "無須處理，稍後再發。"},
        {"应用每分钟的通知数量已达上限。", "无须处理，稍后再发。"},
        {"The application's notifications a minute are used up.", "Nothing: send later."}}}},
    CodeFact{"143104", wait, usual, {{
        {"企業每分鐘的通知數目已達上限。", "無須處理，稍後再發。"},
        {"企业每分钟的通知数量已达上限。", "无须处理，稍后再发。"},
        {"The company's notifications a minute are used up.", "Nothing: send later."}}}},
    CodeFact{"143105", wait, usual, {{
        {"此人今日的通知數目已達上限。", "明日再發。"},
        {"此人今日的通知数量已达上限。", "明日再发。"},
        {"The person's notifications for today are used up.", "Send tomorrow."}}}},
    CodeFact{"143106", done, usual, {{
        {"此人今日已收過內容相同的通知。", "無須處理；要再發的話改動內容。"},
        {"此人今日已收过内容相同的通知。", "无须处理；要再发的话改动内容。"},
        {"The person had a notification with this content today.",
         "Nothing; change the content to send again."}}}},
    CodeFact{"143203 143204 143205 143206", wait, usual, {{
        {"第三方應用的通知數目已達上限。", "稍後再發。"},
        {"第三方应用的通知数量已达上限。", "稍后再发。"},
        {"The provider's notifications are used up.", "Send later."}}}},
    CodeFact{"1430000", bad_data, usual, {{
        {"通知沒有接收人。", "至少指定一人或一個部門。"},
        {"通知没有接收人。", "至少指定一人或一个部门。"},
        {"The notification has no recipient.", "Name at least one person or department."}}}},
    CodeFact{"1430001", permanent, usual, {{
        {"通知的授權無法確認。", "在開發者後台檢查應用的授權。"},
        {"通知的授权无法确认。", "在开发者后台检查应用的授权。"},
        {"The grant for notifications is not known.",
         "Check the application's grants in the developer console."}}}},
    CodeFact{"1430002", bad_data, usual, {{
        {"通知含有不允許的內容。", "改寫內容。"},
        {"通知含有不允许的内容。", "改写内容。"},
        {"The notification has forbidden content.", "Change the content."}}}},
    CodeFact{"1430003", wait, usual, {{
        {"釘釘平台保護機制攔下了通知。", "稍後再發，並減少通知。"},
        {"钉钉平台保护机制拦下了通知。", "稍后再发，并减少通知。"},
        {"DingTalk's platform protection stopped the notification.", "Send later, and fewer."}}}},
    CodeFact{"1430004", bad_data, usual, {{
        {"高管模式攔下了通知。", "在釘釘管理後台調整此人的高管模式，或不通知此人。"},
        {"高管模式拦下了通知。", "在钉钉管理后台调整此人的高管模式，或不通知此人。"},
        {"Executive mode stopped the notification.",
         "Change the person's executive mode in the admin console, or do not notify them."}}}},
    CodeFact{"885001 885006", permanent, usual, {{
        {"通知模板不存在或不可用。", "在開發者後台檢查模板。"},
        {"通知模板不存在或不可用。", "在开发者后台检查模板。"},
        {"The notification's template is missing or can't be used.",
         "Check it in the developer console."}}}},
    CodeFact{"310000", permanent, usual, {{
        {"群機器人的安全檢查沒有通過。", "按訊息檢查關鍵詞、加簽密鑰、機器時鐘或 IP 名單。"},
        {"群机器人的安全检查没有通过。", "按消息检查关键词、加签密钥、机器时钟或 IP 名单。"},
        {"The group robot's security check failed.",
         "See the message: check keyword, signing secret, this machine's clock or the address "
         "list."}}}},
    CodeFact{"300005 400101", permanent, usual, {{
        {"群機器人的 access_token 不存在。", "在群設定中重新複製機器人的地址。"},
        {"群机器人的 access_token 不存在。", "在群设置中重新复制机器人的地址。"},
        {"The group robot's token does not exist.",
         "Copy the robot's address again from the group's settings."}}}},
    CodeFact{"400013", permanent, usual, {{
        {"群組已解散。", "在另一個群組加入機器人，並更換地址。"},
        {"群已解散。", "在另一个群加入机器人，并更换地址。"},
        {"The group was dissolved.", "Add a robot to another group and use its address."}}}},
    CodeFact{"400102", permanent, usual, {{
        {"群機器人已停用。", "在群設定中啟用。"},
        {"群机器人已停用。", "在群设置中启用。"},
        {"The group robot is disabled.", "Enable it in the group's settings."}}}},
    CodeFact{"400105", bad_data, usual, {{
        {"群機器人不支援這種訊息。", "改用 text 或 markdown。"},
        {"群机器人不支持这种消息。", "改用 text 或 markdown。"},
        {"The group robot does not know this kind of message.", "Use text or markdown."}}}},
    CodeFact{"400106", permanent, usual, {{
        {"機器人不在群組內。", "重新加入機器人，並更換地址。"},
        {"机器人不在群内。", "重新加入机器人，并更换地址。"},
        {"The robot is not in the group.", "Add it again and use its new address."}}}},
    CodeFact{"410100 660026", wait, usual, {{
        {"群機器人發送太快，每分鐘最多 20 條，被暫停十分鐘。",
         "無須處理，稍後再發；把多條訊息合成一條。"},
        {"群机器人发送太快，每分钟最多 20 条，被暂停十分钟。",
         "无须处理，稍后再发；把多条消息合成一条。"},
        {"The group robot sends too fast: 20 a minute, then it is blocked for ten minutes.",
         "Nothing: send later; put several messages into one."}}}},
    CodeFact{"430101", bad_data, usual, {{
        {"訊息含有不安全的連結。", "刪去或更換連結。"},
        {"消息含有不安全的链接。", "删去或更换链接。"},
        {"The message has an unsafe link.", "Remove or change the link."}}}},
    CodeFact{"430102", bad_data, usual, {{
        {"訊息含有不合規的文字。", "改寫文字。"},
        {"消息含有不合规的文字。", "改写文字。"},
        {"The message has text that is refused.", "Change the text."}}}},
    CodeFact{"430103", bad_data, usual, {{
        {"訊息含有不合規的圖片。", "更換圖片。"},
        {"消息含有不合规的图片。", "更换图片。"},
        {"The message has a picture that is refused.", "Change the picture."}}}},
    CodeFact{"430104", bad_data, usual, {{
        {"訊息含有不合規的內容。", "改寫內容。"},
        {"消息含有不合规的内容。", "改写内容。"},
        {"The message has content that is refused.", "Change the content."}}}},
};
// clang-format on

} // namespace

std::span<const CodeFact> groups_codes()
{
    return kGroups;
}

} // namespace rosterd::dingtalk
