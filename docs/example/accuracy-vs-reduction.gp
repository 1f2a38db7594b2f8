# The figure accuracy-vs-reduction of gridsweep. Draw it once more, in this folder: gnuplot accuracy-vs-reduction.gp
#
# Test accuracy against data reduction: means over replicates. Bands, and bars where an SNR has one reduction
# only: 95 % intervals, score interval with Student's t over replicates. Lines go through the mean of
# samplings of the same reduction. Dotted: chance. Replicates per point: 5. Task: data.limit_percent 50,
# data.threshold_percent 10, data.difference maximum. Dashed, in the colour of the SNR: the best accuracy that
# any decision can reach on the same data, from their Fisher information, with all but (Δ, τ) known; it
# depends on which points are kept, so only its marks, at the samplings tested, are computed. Rings: enough
# data: the largest reduction shown, at 95 % confidence, to be at most 2 points below the accuracy with the
# full cube (of the same architecture, else the teacher's, else the best), with all smaller ones.
#
# To restyle it:
#   size, font, format   the line 'set terminal': pdfcairo in inches, svg in points, pngcairo in dots
#   the file it writes   the line 'set output'
#   colours, points      in the 'plot' commands: linecolor rgb '#RRGGBB' (or '#AARRGGBB': AA is how
#                        transparent), pointtype, pointsize, linewidth
#   places               labels, legend and margins are in shares of the figure (screen 0 … 1)
#   numbers              the blocks '$name << END', as they are drawn; all of them are in the .csv

set terminal pdfcairo size 7in,2.46in font 'Sans,8' fontscale 0.75 linewidth 1.6 pointscale 0.9 rounded
set encoding utf8
set output 'accuracy-vs-reduction.pdf'
unset key
set border 3 linecolor rgb '#404040' linewidth 0.6
set tics nomirror out scale 0.5 textcolor rgb 'black'
set grid ytics linetype 1 linecolor rgb '#E4E4E4' linewidth 0.5
set multiplot
set logscale x
set yrange [45:101]
set ytics 10
$panel0_0 << END
# reduction, accuracy, low, high, best possible: percent
0.81886912 95.783333 90.076906 98.271175 99.686817
END
$panel0_1 << END
# reduction, accuracy, low, high, best possible: percent
0.93555968 90.183333 84.175344 94.070994 98.947062
END
$panel0_2 << END
# reduction, accuracy, low, high, best possible: percent
1.0688789 86.483333 83.309003 89.132712 96.764098
END
$panel0_3 << END
# reduction, accuracy, low, high, best possible: percent
1.2211964 49.666667 47.496432 51.838158 50
END
$enough0 << END
END
$panel1_0 << END
# reduction, accuracy, low, high, best possible: percent
1 94.6 85.133848 98.168193 99.686817
2 96.166667 93.573604 97.738709 99.563741
4 90.166667 82.156658 94.808155 99.34992
4 95.916667 93.841877 97.31244 99.366884
4 91.316667 81.968766 96.051781 99.375912
16 93.283333 90.083372 95.502266 98.723879
16 95.333333 92.605644 97.086468 98.941937
64 95 92.498861 96.696953 97.942537
256 93.516667 92.501103 94.403016 94.908305
END
$panel1_1 << END
# reduction, accuracy, low, high, best possible: percent
1 91.416667 89.757303 92.828684 98.947062
2 91.566667 88.189716 94.043255 98.528118
4 90.366667 87.504185 92.628663 97.797837
4 90.35 88.8382 91.676221 97.81419
4 90.283333 89.075697 91.370404 97.884027
16 89.566667 88.374718 90.649335 95.604427
16 90.85 89.358231 92.15102 96.33474
64 90.3 89.441841 91.095353 92.814755
256 83.35 80.964242 85.490335 83.983713
END
$panel1_2 << END
# reduction, accuracy, low, high, best possible: percent
1 87.35 85.668418 88.859933 96.764098
2 87.8 86.110393 89.30959 95.433946
4 87.933333 86.524526 89.213217 93.193763
4 85.3 84.244512 86.296281 92.872516
4 87.1 84.19816 89.53518 93.420404
16 85.866667 84.062822 87.496711 89.072594
16 86.033333 84.880119 87.111946 89.843962
64 83.766667 82.287329 85.144757 85.165249
256 65.883333 63.937339 67.777241 67.623795
END
$panel1_3 << END
# reduction, accuracy, low, high, best possible: percent
1.2211964 50.416667 48.274724 52.557081 50
END
$enough1 << END
4 87.933333
END
$panel2_0 << END
# reduction, accuracy, low, high, best possible: percent
1 94.883333 90.683234 97.247455 99.686817
2 94.166667 90.510516 96.469112 99.563741
4 93.5 87.775716 96.646185 99.34992
4 95.833333 90.950121 98.135632 99.366884
4 94.066667 88.647575 96.986875 99.375912
16 93.266667 90.076842 95.482538 98.723879
16 94.433333 90.037519 96.955145 98.941937
64 93.883333 90.55187 96.090816 97.942537
256 92.75 91.036441 94.157004 94.908305
END
$panel2_1 << END
# reduction, accuracy, low, high, best possible: percent
1 90.733333 87.547312 93.167825 98.947062
2 88.566667 83.662538 92.137044 98.528118
4 87.133333 79.399287 92.247325 97.797837
4 87.95 79.195721 93.330761 97.81419
4 87.25 81.49202 91.405549 97.884027
16 86.7 79.278187 91.740528 95.604427
16 88.633333 84.386086 91.837017 96.33474
64 87.05 83.080427 90.198132 92.814755
256 80.9 76.472852 84.661179 83.983713
END
$panel2_2 << END
# reduction, accuracy, low, high, best possible: percent
1 87.766667 85.335373 89.842847 96.764098
2 87.766667 86.173231 89.199486 95.433946
4 87.066667 85.252934 88.686931 93.193763
4 85.5 83.932392 86.938468 92.872516
4 87.15 84.811073 89.17473 93.420404
16 86.05 84.677421 87.318039 89.072594
16 86.5 85.024462 87.850928 89.843962
64 83.8 82.362785 85.141228 85.165249
256 65.566667 63.333878 67.732761 67.623795
END
$panel2_3 << END
# reduction, accuracy, low, high, best possible: percent
1.2211964 50.283333 49.379562 51.18692 50
END
$enough2 << END
4 87.066667
END
$panel3_0 << END
# reduction, accuracy, low, high, best possible: percent
1 98.666667 98.110543 99.060674 99.686817
2 98.633333 98.131375 99.001825 99.563741
4 98.583333 98.080809 98.955677 99.34992
4 98.466667 97.818004 98.924615 99.366884
4 98.5 97.673315 99.035858 99.375912
16 97.766667 97.12945 98.264958 98.723879
16 98.3 97.623364 98.78639 98.941937
64 97 96.655111 97.310318 97.942537
256 94.966667 94.108516 95.705524 94.908305
END
$panel3_1 << END
# reduction, accuracy, low, high, best possible: percent
1 98.3 97.567341 98.81468 98.947062
2 97.783333 97.445156 98.07763 98.528118
4 97.3 96.766765 97.74734 97.797837
4 97.533333 96.873517 98.056695 97.81419
4 97.233333 96.14576 98.020339 97.884027
16 95.166667 94.701847 95.592604 95.604427
16 96.05 95.185423 96.764598 96.33474
64 92.3 91.502485 93.028369 92.814755
256 83.683333 82.662692 84.655044 83.983713
END
$panel3_2 << END
# reduction, accuracy, low, high, best possible: percent
1 96.15 95.663842 96.583598 96.764098
2 94.733333 94.236245 95.189739 95.433946
4 92.833333 91.82288 93.727454 93.193763
4 92.633333 91.889651 93.313785 92.872516
4 93.166667 92.218476 94.006828 93.420404
16 89.233333 87.670758 90.619063 89.072594
16 89.95 88.882912 90.92512 89.843962
64 85.583333 84.198984 86.865318 85.165249
256 67.65 66.152569 69.112116 67.623795
END
$panel3_3 << END
# reduction, accuracy, low, high, best possible: percent
1.2211964 49.066667 48.106514 50.027509 50
END
$enough3 << END
64 97
4 97.3
2 94.733333
END

# panel 1: teacher
set lmargin at screen 0.07143
set rmargin at screen 0.13143
set bmargin at screen 0.19106
set tmargin at screen 0.90244
set format y '%g'
set ylabel 'Test accuracy (%)' offset 1.2,0
set label 'teacher' at screen 0.10143,0.94309 noenhanced center
set xrange [0.39355095:2.540967]
set xtics ('1' 1)
set label 'Data reduction' at screen 0.44257,0.04065 noenhanced center
set label 'SNR' at screen 0.83086,0.87805 noenhanced left
set arrow from screen 0.83086,0.81707 to screen 0.85943,0.81707 nohead linecolor rgb '#0072B2' linewidth 1.3
set label '' at screen 0.84514,0.81707 point pointtype 7 pointsize 0.6 linecolor rgb '#0072B2'
set label '100' at screen 0.86800,0.81707 noenhanced left
set arrow from screen 0.83086,0.75610 to screen 0.85943,0.75610 nohead linecolor rgb '#D55E00' linewidth 1.3
set label '' at screen 0.84514,0.75610 point pointtype 5 pointsize 0.6 linecolor rgb '#D55E00'
set label '30' at screen 0.86800,0.75610 noenhanced left
set arrow from screen 0.83086,0.69512 to screen 0.85943,0.69512 nohead linecolor rgb '#009E73' linewidth 1.3
set label '' at screen 0.84514,0.69512 point pointtype 9 pointsize 0.6 linecolor rgb '#009E73'
set label '10' at screen 0.86800,0.69512 noenhanced left
set arrow from screen 0.83086,0.63415 to screen 0.85943,0.63415 nohead linecolor rgb '#000000' linewidth 1.3
set label '' at screen 0.84514,0.63415 point pointtype 4 pointsize 0.6 linecolor rgb '#000000'
set label 'noise only' at screen 0.86800,0.63415 noenhanced left
set object rectangle from screen 0.83086,0.53049 to screen 0.85943,0.56707 fillcolor rgb '#C8C8C8' fillstyle solid noborder
set label '95 % interval' at screen 0.86800,0.54878 noenhanced left
set arrow from screen 0.83086,0.48780 to screen 0.85943,0.48780 nohead linecolor rgb 'black' linewidth 0.8 dashtype (12,7)
set label 'best possible' at screen 0.86800,0.48780 noenhanced left
set label '' at screen 0.84514,0.42683 point pointtype 6 pointsize 1.15 linewidth 0.9 linecolor rgb 'black'
set label 'enough data' at screen 0.86800,0.42683 noenhanced left
set arrow from screen 0.83086,0.36585 to screen 0.85943,0.36585 nohead linecolor rgb '#707070' linewidth 0.9 dashtype (2,6)
set label 'chance' at screen 0.86800,0.36585 noenhanced left
plot 50 with lines linecolor rgb '#707070' linewidth 0.9 dashtype (2,6), \
  $panel0_0 using 1:3:(0):($4-$3) with vectors nohead linewidth 0.9 linecolor rgb '#0072B2', \
  $panel0_1 using 1:3:(0):($4-$3) with vectors nohead linewidth 0.9 linecolor rgb '#D55E00', \
  $panel0_2 using 1:3:(0):($4-$3) with vectors nohead linewidth 0.9 linecolor rgb '#009E73', \
  $panel0_3 using 1:3:(0):($4-$3) with vectors nohead linewidth 0.9 linecolor rgb '#000000', \
  $panel0_0 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#0072B2', \
  $panel0_1 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#D55E00', \
  $panel0_2 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#009E73', \
  $panel0_3 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#000000', \
  $panel0_0 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#0072B2', \
  $panel0_0 using 1:2 with points pointtype 7 pointsize 0.6 linecolor rgb '#0072B2', \
  $panel0_1 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#D55E00', \
  $panel0_1 using 1:2 with points pointtype 5 pointsize 0.6 linecolor rgb '#D55E00', \
  $panel0_2 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#009E73', \
  $panel0_2 using 1:2 with points pointtype 9 pointsize 0.6 linecolor rgb '#009E73', \
  $panel0_3 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#000000', \
  $panel0_3 using 1:2 with points pointtype 4 pointsize 0.6 linecolor rgb '#000000'
unset label
unset arrow
unset object

# panel 2: student
set lmargin at screen 0.15143
set rmargin at screen 0.35886
set bmargin at screen 0.19106
set tmargin at screen 0.90244
set format y ''
unset ylabel
set label 'student' at screen 0.25514,0.94309 noenhanced center
set xrange [0.63676688:402.03096]
set xtics ('1' 1, '2' 2, '4' 4, '16' 16, '64' 64, '256' 256)
plot 50 with lines linecolor rgb '#707070' linewidth 0.9 dashtype (2,6), \
  $panel1_0 using 1:3:4 with filledcurves fillcolor rgb '#DC0072B2' fillstyle solid noborder, \
  $panel1_1 using 1:3:4 with filledcurves fillcolor rgb '#DCD55E00' fillstyle solid noborder, \
  $panel1_2 using 1:3:4 with filledcurves fillcolor rgb '#DC009E73' fillstyle solid noborder, \
  $panel1_3 using 1:3:(0):($4-$3) with vectors nohead linewidth 0.9 linecolor rgb '#000000', \
  $panel1_0 using 1:5 smooth unique with lines linewidth 0.8 dashtype (12,7) linecolor rgb '#0072B2', \
  $panel1_0 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#0072B2', \
  $panel1_1 using 1:5 smooth unique with lines linewidth 0.8 dashtype (12,7) linecolor rgb '#D55E00', \
  $panel1_1 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#D55E00', \
  $panel1_2 using 1:5 smooth unique with lines linewidth 0.8 dashtype (12,7) linecolor rgb '#009E73', \
  $panel1_2 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#009E73', \
  $panel1_3 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#000000', \
  $panel1_0 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#0072B2', \
  $panel1_0 using 1:2 with points pointtype 7 pointsize 0.6 linecolor rgb '#0072B2', \
  $panel1_1 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#D55E00', \
  $panel1_1 using 1:2 with points pointtype 5 pointsize 0.6 linecolor rgb '#D55E00', \
  $panel1_2 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#009E73', \
  $panel1_2 using 1:2 with points pointtype 9 pointsize 0.6 linecolor rgb '#009E73', \
  $panel1_3 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#000000', \
  $panel1_3 using 1:2 with points pointtype 4 pointsize 0.6 linecolor rgb '#000000', \
  $enough1 using 1:2 with points pointtype 6 pointsize 1.15 linewidth 2.2 linecolor rgb 'white', \
  $enough1 using 1:2 with points pointtype 6 pointsize 1.15 linewidth 0.9 linecolor rgb 'black'
unset label
unset arrow
unset object

# panel 3: distilled
set lmargin at screen 0.37886
set rmargin at screen 0.58629
set bmargin at screen 0.19106
set tmargin at screen 0.90244
set format y ''
unset ylabel
set label 'distilled' at screen 0.48257,0.94309 noenhanced center
set xrange [0.63676688:402.03096]
set xtics ('1' 1, '2' 2, '4' 4, '16' 16, '64' 64, '256' 256)
plot 50 with lines linecolor rgb '#707070' linewidth 0.9 dashtype (2,6), \
  $panel2_0 using 1:3:4 with filledcurves fillcolor rgb '#DC0072B2' fillstyle solid noborder, \
  $panel2_1 using 1:3:4 with filledcurves fillcolor rgb '#DCD55E00' fillstyle solid noborder, \
  $panel2_2 using 1:3:4 with filledcurves fillcolor rgb '#DC009E73' fillstyle solid noborder, \
  $panel2_3 using 1:3:(0):($4-$3) with vectors nohead linewidth 0.9 linecolor rgb '#000000', \
  $panel2_0 using 1:5 smooth unique with lines linewidth 0.8 dashtype (12,7) linecolor rgb '#0072B2', \
  $panel2_0 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#0072B2', \
  $panel2_1 using 1:5 smooth unique with lines linewidth 0.8 dashtype (12,7) linecolor rgb '#D55E00', \
  $panel2_1 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#D55E00', \
  $panel2_2 using 1:5 smooth unique with lines linewidth 0.8 dashtype (12,7) linecolor rgb '#009E73', \
  $panel2_2 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#009E73', \
  $panel2_3 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#000000', \
  $panel2_0 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#0072B2', \
  $panel2_0 using 1:2 with points pointtype 7 pointsize 0.6 linecolor rgb '#0072B2', \
  $panel2_1 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#D55E00', \
  $panel2_1 using 1:2 with points pointtype 5 pointsize 0.6 linecolor rgb '#D55E00', \
  $panel2_2 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#009E73', \
  $panel2_2 using 1:2 with points pointtype 9 pointsize 0.6 linecolor rgb '#009E73', \
  $panel2_3 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#000000', \
  $panel2_3 using 1:2 with points pointtype 4 pointsize 0.6 linecolor rgb '#000000', \
  $enough2 using 1:2 with points pointtype 6 pointsize 1.15 linewidth 2.2 linecolor rgb 'white', \
  $enough2 using 1:2 with points pointtype 6 pointsize 1.15 linewidth 0.9 linecolor rgb 'black'
unset label
unset arrow
unset object

# panel 4: pca_logistic
set lmargin at screen 0.60629
set rmargin at screen 0.81371
set bmargin at screen 0.19106
set tmargin at screen 0.90244
set format y ''
unset ylabel
set label 'pca_logistic' at screen 0.71000,0.94309 noenhanced center
set xrange [0.63676688:402.03096]
set xtics ('1' 1, '2' 2, '4' 4, '16' 16, '64' 64, '256' 256)
plot 50 with lines linecolor rgb '#707070' linewidth 0.9 dashtype (2,6), \
  $panel3_0 using 1:3:4 with filledcurves fillcolor rgb '#DC0072B2' fillstyle solid noborder, \
  $panel3_1 using 1:3:4 with filledcurves fillcolor rgb '#DCD55E00' fillstyle solid noborder, \
  $panel3_2 using 1:3:4 with filledcurves fillcolor rgb '#DC009E73' fillstyle solid noborder, \
  $panel3_3 using 1:3:(0):($4-$3) with vectors nohead linewidth 0.9 linecolor rgb '#000000', \
  $panel3_0 using 1:5 smooth unique with lines linewidth 0.8 dashtype (12,7) linecolor rgb '#0072B2', \
  $panel3_0 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#0072B2', \
  $panel3_1 using 1:5 smooth unique with lines linewidth 0.8 dashtype (12,7) linecolor rgb '#D55E00', \
  $panel3_1 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#D55E00', \
  $panel3_2 using 1:5 smooth unique with lines linewidth 0.8 dashtype (12,7) linecolor rgb '#009E73', \
  $panel3_2 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#009E73', \
  $panel3_3 using ($1/1.16815):5:($1*0.31210):(0) with vectors nohead linewidth 1.1 linecolor rgb '#000000', \
  $panel3_0 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#0072B2', \
  $panel3_0 using 1:2 with points pointtype 7 pointsize 0.6 linecolor rgb '#0072B2', \
  $panel3_1 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#D55E00', \
  $panel3_1 using 1:2 with points pointtype 5 pointsize 0.6 linecolor rgb '#D55E00', \
  $panel3_2 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#009E73', \
  $panel3_2 using 1:2 with points pointtype 9 pointsize 0.6 linecolor rgb '#009E73', \
  $panel3_3 using 1:2 smooth unique with lines linewidth 1.3 linecolor rgb '#000000', \
  $panel3_3 using 1:2 with points pointtype 4 pointsize 0.6 linecolor rgb '#000000', \
  $enough3 using 1:2 with points pointtype 6 pointsize 1.15 linewidth 2.2 linecolor rgb 'white', \
  $enough3 using 1:2 with points pointtype 6 pointsize 1.15 linewidth 0.9 linecolor rgb 'black'
unset label
unset arrow
unset object
unset multiplot
unset output
