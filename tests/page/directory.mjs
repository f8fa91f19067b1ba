// The people, groups and channels that the tests speak of.
export const directory = {
  people: [
    { id: "U0ADA00001", name: "ada", real_name: "Ada Mensah" },
    { id: "U0BRUNO001", name: "bruno", real_name: "Bruno Carvalho" },
    { id: "U0BRUNO002", name: "bruno2", real_name: "Bruno Alves" },
    { id: "U0GRETA001", name: "greta", real_name: "Greta Lindqvist", deleted: true },
    { id: "U0DEPLOY01", name: "deploy-bot", real_name: "Deploy Bot", is_bot: true },
    { id: "U0HERE0001", name: "here", real_name: "Here Comes" },
    { id: "U0ZOE00001", name: "zoë", real_name: "Zoë Ünal" },
  ],
  groups: [
    { id: "S0CREW0001", handle: "crew", name: "The crew" },
    { id: "S0NIGHT001", handle: "night-shift", name: "The night shift" },
  ],
  channels: [
    { id: "C0GENERAL1", name: "general" },
    { id: "C0ENGINEER", name: "engineering" },
    { id: "D0ADA00001", name: undefined, is_im: true },
  ],
};
