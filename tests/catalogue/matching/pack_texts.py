"""Texts and the eaches that they give, by rule: what is a pack and what is not.

A text stands between bars. Under None: it does not speak. A wrong pack costs trust, an
unknown one only a question.
"""

UNIT_TEXTS = {
    "units that hold a fixed number": {
        1: "EA|ea|Each|EACH|E|UNIT|1|SGL|Single|PC|PCE|Piece|C62|H87|NMB|Item|XUN",
        2: "PR|pair|Pairs",
        12: "DZ|DOZ|Dozen|DZN",
        100: "HD|Hundred|CEN",
        144: "GROSS|GRO",
        1000: "TH|THOU|Thousand",
    },
    "units that hold anything": {
        None: """
            BOX|BX|PK|PAK|PKT|PACK|CT|CTN|Carton|CS|CSE|Case|ROLL|RL|BT|TUBE|BAG
            |KIT|SET|TRAY|SHEET|RM|PL|PAL|Pallet|XBX|XCT|Sleeve|Inner|Bundle|Vial""",
    },
    "letters and words that may mean two things": {
        None: "C|M|GR|CA|TB|MIL|various|see notes|n/a|-|?||each box",
    },
    "container, then number": {
        100: """
            BOX100|BX100|BX 100|BX-100|Box of 100|Box (100)|BOX/100|Box: 100|PK100
            |box of 100 pieces|BOX OF 100 EACH|Box x 100|Box of 100's|BOX 100.00""",
        10: "Pack of 10|PK 10|Pkt 10|PACK-10|Tray 10|Sleeve of 10|CTN10",
        50: "Pk 50|PACK-50|Packet of 50|Bag of 50|Inner 50|PK50's",
        600: "CASE 600|CS600|Case of 600",
        1000: "Case of 1,000|CASE1000|CTN/1000",
    },
    "number, then container": {
        100: "100/Box|100 / BX|100 per box|100PK|100 Pack",
        12: "12/CS|12 per case|12/CTN|12CT",
        6: "6 per tray|6/TRAY|6 PK",
        1: "1/BOX|1 per pack",
    },
    "a number alone or of pieces": {
        50: "50|50's|50s|x50|X 50|(50)|50 EA|50 each|50 pcs|50 pieces|50.00",
        100: "(100)|100|x100|100 units",
        1000: "1000|1,000",
    },
    "products": {
        100: "4 x 25|10x10|10 X 10|10*10|10×10|BOX 10 X 10|Pack 4x25",
        200: "1x200|1 x 200|2 x 100",
        1000: """
            10 boxes of 100|Case of 10 boxes of 100|10 x box of 100|10x100
            |100/BX 10/CS|100/BX 10BX/CS""",
        1_000_000: "1000 x 1000",
        120: "12 packs of 10|Carton of 12 packs of 10",
    },
    "each holds an amount": {
        6: "CASE 6 x 2L|6 x 500ml|6x2L|Case of 6 x 5 litres",
        12: "12 x 100 ml|CS12x100ML|Box 12 x 50g",
    },
    "measures": {
        None: """
            5ml|10cm|2L|500 ML|10 x 10cm|10cm x 10cm|Box 10cm|Roll 10m|PACK 500ML
            |0.9%|Case 12 x 5m|7.5|20G|Ch 14""",
    },
    "one of them, several of them, or pairs": {
        None: """
            1 box|1 pack|10 boxes|5 cases|Box of 50 pairs|50 pairs|Box of 10 packs
            |Case of 6 boxes|2 dozen|Box or 10|Box 10-20|Box 10 or 20|per 100
            |per 1000|each 5""",
    },
    "too few, too many, no number": {
        None: """
            BOX0|0|1000 x 1001|999999 x 999999|9999999999|-5|10.5|BOX 10.5
            |01/02/2024|2/0|10/10|PK/|x|0 x 10""",
    },
}

WORDS_THAT_SPEAK = {
    "box of": {
        100: """
            Nitrile gloves medium (BOX OF 100)|Nitrile gloves Box of 100
            |Gloves, box of 100|Gloves M ( box of 100 ) blue
            |BOX OF 100 GLOVES NITRILE|Gloves box of 100's|Gloves box of 100.
            |Gloves box of 100, powder free|Sterets (Box Of 100)""",
        10: """
            Dressing 10cm x 10cm pack of 10|Sutures 2/0 pack of 10
            |Cannula 20G pack of 10|Sodium chloride 0.9% 10ml, pack of 10
            |Catheter Ch 14 (pack of 10)|Gloves size 7.5 carton of 10
            |Foley Fr 14 case of 10|Supplied in packs of 10""",
        50: """
            Masks type IIR box of 50|Syringe 5ml bx of 50|Needle 18G ctn of 50
            |Swab sleeve of 50|Lancets bag of 50|Cups tray of 50
            |Syringe 50ml box of 50""",
        1000: "Cups case of 1,000|Cups case of 1000",
        12: """
            Wipes case of 12 rolls|Saline box of 12 sachets
            |Vials carton of 12 vials""",
        5: "Foam 10 x10 box of 5",
    },
    "number per container": {
        100: """
            Wipes 100/Box|Wipes 100 / BX|Wipes 100 per box|Wipes 100EA/BX
            |Wipes 100 pcs/box|Cath IV 22GAx1in autoguard 100/BX D-3406
            |Micro-touch nitratex 100/BX|Level 1 tubing 100/CA""",
        5: """
            Swab 5 per pack|Screw 1.8x4mm 5/PK|Guidewire .035x150cm 5EA/BX
            |Sheath 5 per tray|Monopolar series 5/BX|Catheter 10FR 6IN 5 / CS
            |Foam 10 x10 5/box""",
        12: """
            Bandage 5x5in 12/BX|Sut 3-0 18in 12/BX|Dressing 4x4 12/PK
            |Soln 500ml 12/CA""",
        1: "Wound sheet 10cmx15cm 1/BX",
    },
    "container with a number tied to it": {
        50: """
            Gauze swabs PK50|Gauze swabs PACK-50|Gauze swabs (PK50)
            |Gauze swabs Pk 50|Gauze swabs BX50|Gauze swabs BOX50|Gauze BX/50
            |Gauze PK/50|Gauze swabs PK-50 sterile|Gauze swabs 10x10cm PK50
            |Gauze CTN 50|PK50 gauze swabs|Gauze box (50)|Gauze swabs PK50's
            |Gauze pack size 50|Gauze pack qty 50""",
        10: "Anchor suture (BX/10) 4.5mm|Fiber wire 5-0 BX/10|Cement CA/10",
    },
    "'s": {
        50: "Tape 50's|Tape 50’s blue|Tape 2.5cm 50's",
        28: "Tablets 5mg 28's",
    },
    "x as the last word": {
        10: """
            Dressing foam x10|Ultra pants L x10|Catheter Ch14 x10
            |Electrodes monopolar x10""",
        30: "Underpads 90 x 60 cm x30",
        100: "Tape 4.5cm x 5.5cm x100|Mask small 22 x100",
        144: "Cross W47.5 x144",
        500: "Cable 5m-length x500|Mask large TFX label x500",
        6: "Balm 15g x6|Solution 500ml x6",
        50: "Lift rail H62 x50|Gloves X50|Swabs 1 x50",
    },
    "products": {
        1000: """
            Gloves 10 boxes of 100|Gloves case of 10 boxes of 100
            |Gloves 10 x box of 100""",
        120: "Wipes 12 packs of 10|Carton of 12 packs of 10 wipes",
    },
    "containers of amounts": {
        6: """
            Detergent CASE 6 x 2L|Detergent case 6 x 2 litres
            |Detergent case of 6 x 5L""",
        10: "Saline box 10 x 10ml|Saline pack of 10 x 10ml|Saline PK 10 x 10ml",
    },
    "said twice alike": {
        100: """
            Gloves box of 100 100/BX|Gloves BX100 (box of 100)
            |Gloves 100's box of 100""",
    },
}

WORDS_THAT_DO_NOT = {
    "sides of a measure": {
        None: """
            Foam dressing 10cm x 10cm|Foam dressing 10 x10
            |Foam dressing 7.5 x 7.5 cm|Drill bit 4.5mm x150|Drill bit 4.5mm x 150
            |Drape 150X200|Cannula 20G x 32mm|Cannula 20G x32|Bone screw 6.5 x25
            |Stem femoral sz 15 x160|Head humeral 8.0 x115|Toe spreader 34 x16 x28
            |Retractor 178 x 18|Block augmentation 10 x71|Underpads 90 cm x30
            |Head humeral 8,5 x50
            |Steinman pin 5-40 UNC-2A x 160|Needle 21 G x50|Mat 18" x48|Gauze 4 x 4
            |Tube 5m x10|Drape 90cm x120cm|Film 7 x 8,5 cm|Bag 6X9""",
    },
    "sizes, gauges and numbers of a kind": {
        None: """
            Surgical glove size 7.5|Syringe 5ml|Needle 18G|Foley catheter Ch 14
            |Foley catheter Fr 14|Suture 2/0|Suture 3-0|Type 5 blade
            |Grade 2 stocking|3-way tap|No. 11 blade|Blade no 11|Class 2
            |Gloves size 10 box|Bur FG 557|Level 1 tubing|2-way Foley 12Fr|Size 8/9
            |Trial spacer size 10|Series 3000|Mask type IIR|Model X5|#5 cone socket""",
    },
    "strengths and amounts": {
        None: """
            Sodium chloride 0.9%|Bag of 2L saline|Bag of 2 L|Bottle pack of 500ml
            |Tubing PK50ML|Tubing PK50 ml|Glucose 5% 1000ml|Box of 5kg
            |Paracetamol 500mg|Heparin 5000 units|Detergent 5L|Case of 20 litres
            |Hot/cold pk 15 mins|6 x 500ml|Foam cleaner 4 x (5 L / 1.32 gal)
            |10 bags of 500 ml""",
    },
    "dates, years, codes": {
        None: """
            Diary 2025|Calendar 01/02/2024|Revised 1990's design|REF PK50-123
            |Suture 1/CT-1 spiral|Needle CS-22 18in|SUT CS10 CS10 NDL
            |Sofsilk CS-424|ABC-PK50|AR-7211|PK50A|Catheter BC0516RU
            |Version 2 of 10|Stapler TVC55|12-3456/78|Kit 1234567|BX50/20""",
    },
    "names": {
        None: """
            Knee pack 1|Bilateral knee pack 2|Procedure pack 12|Tray humerus 2
            |Tray no 1|Triathlon x3|Dynagen x4|Oximeter X3|Launcher 6fr PK1 47cm
            |Femoral comp open bx rt 75|Plate box 4 hole|Pack|Box|Femoral stem (12)
            |Gloves nitrile (100)|Case 2 handle|Kit 5""",
    },
    "what is counted may be the pouch or the product itself": {
        None: """
            Gauze swabs 5-pack|Gauze swabs, sterile, 25-pack|Id rings 25pk
            |Mirror 12 count|Handle - 1 count|Exam gloves 100 pcs
            |Markers set of 3 pieces|Plaster strip, 20 pieces|Set of 4
            |Kit of 5 parts|Roll of 500 labels|HIV kit 30 tests|Tablets 60 tabs
            |Pads x 15|Dressing per 5""",
    },
    "pairs and packs in packs": {
        None: """
            Gloves box of 50 pairs|Gloves 50 pairs per box|Case of 10 packs
            |Carton of 12 boxes|Pads 20/BX 4BX/CA|Wipes 10 bx/case|Sutures 36PK/BX
            |Clip titanium 6/PK 30PK|Prolene 2/PK 12/B|Box of 5 x12|Box of 5 x144
            |Box of 4 x 25|PK10 x 10|10 x 10/box|10 boxes of 100 pairs
            |Box of 100/case of 10|Size 8 boxes of 100""",
    },
    "contradictions and singles": {
        None: """
            Pack of 10, pack of 20|Box of 100 50/BX|Box of 100, case of 1000
            |Gloves BX100 PK50|Stapler 12/BX 48/CA|Box of 100 sold singly
            |Sold each, box of 100|Price per each (box of 10)|Box of 5 foam 10 x10""",
    },
    "nothing, or no number that can be": {
        None: """
            |box of|box of 0|x|PK|100/|/100|pack of 9999999|box of ten|Box of 10.5
            |PK1""",
    },
}
