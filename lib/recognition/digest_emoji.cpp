#include "recognition/digest_emoji.hpp"

#include <utility>

namespace huzzah::recognition {

namespace {

constexpr std::pair<std::string_view, std::string_view> known_emoji[] = {
    {"+1", "👍"},
    {"100", "💯"},
    {"blush", "😊"},
    {"bouquet", "💐"},
    {"brain", "🧠"},
    {"bug", "🐛"},
    {"bulb", "💡"},
    {"cake", "🍰"},
    {"champagne", "🍾"},
    {"clap", "👏"},
    {"coffee", "☕"},
    {"confetti_ball", "🎊"},
    {"dart", "🎯"},
    {"fire", "🔥"},
    {"green_heart", "💚"},
    {"grin", "😁"},
    {"handshake", "🤝"},
    {"heart", "❤️"},
    {"heart_eyes", "😍"},
    {"heavy_check_mark", "✔️"},
    {"hugging_face", "🤗"},
    {"joy", "😂"},
    {"medal", "🏅"},
    {"muscle", "💪"},
    {"ok_hand", "👌"},
    {"partying_face", "🥳"},
    {"pray", "🙏"},
    {"raised_hands", "🙌"},
    {"rainbow", "🌈"},
    {"rocket", "🚀"},
    {"seedling", "🌱"},
    {"slightly_smiling_face", "🙂"},
    {"smile", "😄"},
    {"smiley", "😃"},
    {"sparkles", "✨"},
    {"star", "⭐"},
    {"star2", "🌟"},
    {"sunflower", "🌻"},
    {"sunny", "☀️"},
    {"tada", "🎉"},
    {"thumbsup", "👍"},
    {"trophy", "🏆"},
    {"wave", "👋"},
    {"white_check_mark", "✅"},
    {"wink", "😉"},
    {"zap", "⚡"},
};

}  // namespace

std::string emoji_in_text(std::string_view name) {
  for (auto const& [known, characters] : known_emoji)
    if (known == name) return std::string(characters);
  return ":" + std::string(name) + ":";
}

}  // namespace huzzah::recognition
