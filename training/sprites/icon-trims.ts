/**
 * What is left out of icons that show more than the thing they are to stand for: the lamp beside the couch, the
 * second bagel, the water under a boat. Numbers count an icon's separate shapes, in painter's order, as the
 * installed version of the set draws them.
 */
export const trims: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  "@iconify-json/fluent-emoji-flat": {
    bagel: [0, 1, 2],
    "bottle-with-popping-cork": [0, 1, 3, 6, 7],
    "couch-and-lamp": [6, 7, 8],
    house: [4],
    "motor-boat": [11],
    necktie: [0, 1, 2, 3, 4, 5, 6, 8, 9],
    sailboat: [4],
    snowman: [11, 12, 13, 14, 15, 16],
    tent: [0],
  },
  "@iconify-json/noto": {
    "bottle-with-popping-cork": [7, 8, 9, 10, 11, 12, 13],
    "couch-and-lamp": [0, 1, 2],
    necktie: [0, 1, 2, 3, 4, 7, 8, 9],
    rocket: [0, 1, 2, 3],
    snowman: [13, 14, 15, 16, 17],
  },
};
